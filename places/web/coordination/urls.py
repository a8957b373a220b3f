"""The addresses of the back office; each module brings its own."""

from . import acts, freshness, proposals, reports, searches, sites, to_complete, today

urlpatterns = [
    *today.routes,
    *sites.routes,
    *freshness.routes,
    *to_complete.routes,
    *searches.routes,
    *acts.routes,
    *proposals.routes,
    *reports.routes,
]
