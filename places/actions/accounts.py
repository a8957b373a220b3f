"""Accounts: who may manage whom, and what is done to another's account."""

from axes.utils import reset as forget_failures
from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ..models.roles import ENTERING, NAMES
from . import second_factor
from .recording import Author, act


def may_manage(editor: AbstractUser, account: AbstractUser) -> bool:
    """A superuser manages everybody; others, the accounts that have no right they lack.

    Who can give an account a password can act in its name: so never that of a superuser.
    """
    if editor.is_superuser:
        return True
    if account.is_superuser or not editor.has_perm("auth.change_user"):
        return False
    return _rights(account) <= editor.get_all_permissions()


def roles_to_give(editor: AbstractUser) -> QuerySet[Group]:
    """The roles whose every right the editor has."""
    roles = Group.objects.filter(name__in=NAMES)
    if not editor.is_superuser:
        mine = editor.get_all_permissions()
        names = ("pk", "permissions__content_type__app_label", "permissions__codename")
        rights = roles.order_by().values_list(*names)
        beyond = {pk for pk, app, code in rights if code and f"{app}.{code}" not in mine}
        roles = roles.exclude(pk__in=beyond)
    return roles.order_by("name")


def settle_access(account: AbstractUser) -> None:
    """Superusers and the roles that enter the back office are « staff »; nobody else."""
    enters = account.is_superuser or account.groups.filter(name__in=ENTERING).exists()
    if account.is_staff != enters:
        account.is_staff = enters
        account.save(update_fields=["is_staff"])


def password_ticket(author: Author, account: AbstractUser) -> tuple[str, str]:
    """(account, token) of a link by which its owner chooses a password, once, within three days.

    Also opens an account locked by repeated failures. Raises PermissionDenied, for oneself too.
    """
    _check(author, account)
    with act(author, f"Compte {account.get_username()} : lien pour le mot de passe"):
        forget_failures(username=account.get_username())
    return urlsafe_base64_encode(force_bytes(account.pk)), default_token_generator.make_token(
        account
    )


def reset_device(author: Author, account: AbstractUser) -> None:
    """Forget a lost device of another's account. Raises PermissionDenied, for oneself too."""
    _check(author, account)
    second_factor.remove_device(author, account)


def _check(author: Author, account: AbstractUser) -> None:
    # For one's own account, the password is asked first: see `web.accounts`.
    if author.user in (None, account) or not may_manage(author.user, account):
        raise PermissionDenied


def _rights(account: AbstractUser) -> set[str]:
    """All rights of an account, as if it were active: it may become so again."""
    own = account.user_permissions.select_related("content_type")
    rights = {f"{one.content_type.app_label}.{one.codename}" for one in own}
    groups = account.groups.prefetch_related("permissions__content_type")
    return rights.union(*(_rights_of_group(group) for group in groups))


def _rights_of_group(group: Group) -> set[str]:
    return {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
