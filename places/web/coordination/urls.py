"""The addresses of the back office; each module brings its own."""

from ..accounts import login, others, password, second_factor
from . import freshness, searches, sites, to_complete, today

urlpatterns = [
    *login.routes,
    *second_factor.routes,
    *password.routes,
    *others.routes,
    *today.routes,
    *sites.routes,
    *freshness.routes,
    *to_complete.routes,
    *searches.routes,
]
