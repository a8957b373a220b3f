"""The addresses of the back office; each module brings its own."""

from ..accounts import login, others, password, second_factor
from . import (
    acts,
    award,
    contacts,
    documents,
    duplicates,
    freshness,
    labels,
    loans,
    network,
    proposals,
    reports,
    searches,
    sites,
    to_complete,
    today,
    workshops,
)

urlpatterns = [
    *login.routes,
    *second_factor.routes,
    *password.routes,
    *others.routes,
    *today.routes,
    *sites.routes,
    *freshness.routes,
    *to_complete.routes,
    *duplicates.routes,
    *contacts.routes,
    *searches.routes,
    *acts.routes,
    *proposals.routes,
    *reports.routes,
    *labels.routes,
    *award.routes,
    *documents.routes,
    *loans.routes,
    *network.routes,
    *workshops.routes,
]
