"""Who may open a page of the back office."""

from collections.abc import Callable

from django.contrib.auth.decorators import permission_required

from ..accounts.door import account_page


def needs(*permissions: str) -> Callable:
    """A view for staff accounts that hold every one of `permissions` (« places.view_site »).

    An anonymous visitor is sent to the login page, an account that owes its code to the page
    that asks for it; an account without the right gets a 403.
    """

    def guarded(view: Callable) -> Callable:
        return account_page(staff=True)(
            permission_required(permissions, raise_exception=True)(view)
        )

    return guarded
