"""Gives the groups their rights: the operation of the migrations that bring roles or rights."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.management import create_permissions
from django.db import migrations

from ..models.roles import NAMES

APPS = ("places", "auth")


def giving(rights: Mapping[str, Iterable[str]]) -> migrations.RunPython:
    """A migration's operation: give each right (« places.change_site ») to these groups.

    Groups that do not exist yet are made. Giving twice changes nothing; going back takes the
    rights away again and leaves the groups with their members. The migration depends on
    ("places", "0006_roles"). Raises ValueError for a right or a role that nobody knows.
    """

    def give(apps, schema_editor) -> None:
        alias = schema_editor.connection.alias
        found = permissions(apps, alias, rights)
        groups = apps.get_model("auth", "Group").objects.using(alias)
        for name in NAMES:
            mine = [found[right] for right, roles in rights.items() if name in roles]
            groups.get_or_create(name=name)[0].permissions.add(*mine)

    def take(apps, schema_editor) -> None:
        alias = schema_editor.connection.alias
        found = permissions(apps, alias, rights)
        groups = apps.get_model("auth", "Group").objects.using(alias)
        for group in groups.filter(name__in=NAMES):
            group.permissions.remove(
                *(found[right] for right, roles in rights.items() if group.name in roles)
            )

    return migrations.RunPython(give, take)


def permissions(apps, alias: str, rights: Mapping[str, Iterable[str]]) -> dict[str, object]:
    """Right → permission, as `apps` knows them at this point of the migrations.

    Django makes permissions after the last migration; here they are made at once.
    """
    strange = {role for roles in rights.values() for role in roles} - set(NAMES)
    if strange:
        raise ValueError(f"Rôles inconnus : {', '.join(sorted(strange))}.")
    for label in APPS:
        _make_permissions(apps, alias, label)
    rows = apps.get_model("auth", "Permission").objects.using(alias)
    rows = rows.filter(content_type__app_label__in=APPS).select_related("content_type")
    known = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    unknown = [right for right in rights if right not in known]
    if unknown:
        raise ValueError(f"Droits inconnus : {', '.join(unknown)}.")
    return {right: known[right] for right in rights}


def _make_permissions(apps, alias: str, label: str) -> None:
    """Django skips an application without models; of historical ones it must be told of some."""
    config = apps.get_app_config(label)
    before = getattr(config, "models_module", None)
    config.models_module = before or True
    create_permissions(config, verbosity=0, using=alias, apps=apps)
    config.models_module = before
