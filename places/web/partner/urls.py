"""The addresses of the associations' pages; each module brings its own."""

from . import door, places, succession, workshops

urlpatterns = [*door.routes, *places.routes, *succession.routes, *workshops.routes]
