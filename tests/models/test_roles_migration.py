"""0006_roles: the same groups on an empty database and on an old one, there and back again."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.db import connection

from places.actions.confirm import confirm_sites
from places.actions.roles import giving
from places.directory import load
from places.models import PublishedSite
from places.models.roles import NAMES, rights_of

FIRST, *LATER = (
    import_module(f"places.migrations.{name}")
    for name in (
        *("0006_roles", "0011_rights", "0013_partner_rights"),
        *("0015_workshop_rights", "0017_desk_rights", "0019_round_rights"),
    )
)
pytestmark = pytest.mark.django_db


class Editor:
    """What a migration's function takes of the schema editor."""

    connection = connection


def rights(name: str) -> set[str]:
    rows = Group.objects.get(name=name).permissions
    found = rows.values_list("content_type__app_label", "codename")
    return {f"{app}.{code}" for app, code in found}


def run(operation, *, back: bool = False) -> None:
    (operation.reverse_code if back else operation.code)(apps, Editor)


def run_all(*, back: bool = False) -> None:
    for migration in (*reversed(LATER), FIRST) if back else (FIRST, *LATER):
        run(migration.Migration.operations[0], back=back)


def test_groups_are_made_with_their_rights_where_nothing_was():
    Group.objects.all().delete()
    Permission.objects.all().delete()
    run_all()
    assert set(Group.objects.values_list("name", flat=True)) == set(NAMES)
    for name in NAMES:
        assert rights(name) == rights_of(name)


def test_twice_changes_nothing_and_members_stay():
    user = User.objects.create_user("lea")
    user.groups.add(Group.objects.get(name="Mairie"))
    run_all()
    assert rights("Mairie") == rights_of("Mairie")
    run_all(back=True)
    assert rights("Mairie") == set()
    assert user.groups.get().name == "Mairie"
    run_all()
    assert rights("Mairie") == rights_of("Mairie")


def test_a_later_migration_adds_and_takes_back_its_own_right_only():
    more = giving({"places.view_street": ("Accueil",)})
    run(more)
    assert rights("Accueil") == rights_of("Accueil") | {"places.view_street"}
    run(more, back=True)
    assert rights("Accueil") == rights_of("Accueil")


@pytest.mark.parametrize(
    "wrong", [{"places.fly_site": ("Mairie",)}, {"places.view_site": ("Maire",)}]
)
def test_a_right_or_a_role_that_nobody_knows_is_an_error(wrong):
    with pytest.raises(ValueError, match="inconnus"):
        run(giving(wrong))


def test_documents_published_before_name_no_person_any_more(make_site, author, client):
    site, quiet = make_site("Mairie"), make_site("Discret")
    confirm_sites(author, [site])
    row = PublishedSite.objects.get(site=site)
    old = json.loads(row.payload) | {"confirmed_by": "Zbigniew Kowalski"}
    PublishedSite.objects.filter(pk=site.pk).update(payload=json.dumps(old))
    before = load.current().directory.version
    untouched = PublishedSite.objects.get(site=quiet).version
    FIRST.name_no_person(apps, Editor)
    row.refresh_from_db()
    assert json.loads(row.payload) == old | {"confirmed_by": "la coordination"}
    assert PublishedSite.objects.get(site=quiet).version == untouched
    page = client.get("/lieux/mairie-roubaix/").content.decode()
    assert "Confirmé par la coordination" in page
    assert "Kowalski" not in page
    assert load.current().directory.version > before
