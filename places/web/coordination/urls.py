"""The addresses of the back office; each module brings its own."""

from . import acts, duplicates, freshness, proposals, reports, searches, sites, to_complete, today

urlpatterns = [
    *today.routes,
    *sites.routes,
    *freshness.routes,
    *to_complete.routes,
    *duplicates.routes,
    *searches.routes,
    *acts.routes,
    *proposals.routes,
    *reports.routes,
]
