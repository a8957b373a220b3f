"""The addresses of the associations' pages; each module brings its own."""

from . import (
    afar,
    correct,
    door,
    messages,
    places,
    stops,
    succession,
    visits,
    visits_file,
    workshops,
)

urlpatterns = [
    *door.routes,
    *correct.routes,
    *places.routes,
    *succession.routes,
    *workshops.routes,
    *visits_file.routes,
    *visits.routes,
    *messages.routes,
    *stops.routes,
    *afar.routes,
]
