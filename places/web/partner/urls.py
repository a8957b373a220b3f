"""The addresses of the associations' pages; each module brings its own."""

from . import correct, door, places, succession

urlpatterns = [*door.routes, *correct.routes, *places.routes, *succession.routes]
