"""The addresses of the back office; each module brings its own."""

from . import contacts, duplicates, freshness, searches, sites, to_complete, today

urlpatterns = [
    *today.routes,
    *sites.routes,
    *freshness.routes,
    *to_complete.routes,
    *duplicates.routes,
    *contacts.routes,
    *searches.routes,
]
