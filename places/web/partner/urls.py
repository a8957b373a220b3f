"""The addresses of the associations' pages; each module brings its own."""

from . import afar, correct, door, places, stops, succession, workshops

urlpatterns = [
    *door.routes,
    *correct.routes,
    *places.routes,
    *succession.routes,
    *workshops.routes,
    *stops.routes,
    *afar.routes,
]
