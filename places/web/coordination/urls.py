"""The addresses of the back office; each module brings its own."""

from . import searches, sites, today

urlpatterns = [
    *today.routes,
    *sites.routes,
    *searches.routes,
]
