"""The addresses of the back office; each module brings its own."""

from . import (
    award,
    documents,
    freshness,
    labels,
    loans,
    network,
    searches,
    sites,
    to_complete,
    today,
)

urlpatterns = [
    *today.routes,
    *sites.routes,
    *freshness.routes,
    *to_complete.routes,
    *searches.routes,
    *labels.routes,
    *award.routes,
    *documents.routes,
    *loans.routes,
    *network.routes,
]
