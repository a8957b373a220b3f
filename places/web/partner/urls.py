"""The addresses of the associations' pages; each module brings its own."""

from . import correct, door, messages, places, succession, visits, visits_file, workshops

urlpatterns = [
    *door.routes,
    *correct.routes,
    *places.routes,
    *succession.routes,
    *workshops.routes,
    *visits_file.routes,
    *visits.routes,
    *messages.routes,
]
