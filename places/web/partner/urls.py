"""The addresses of the associations' pages; each module brings its own."""

from . import door, places

urlpatterns = [*door.routes, *places.routes]
