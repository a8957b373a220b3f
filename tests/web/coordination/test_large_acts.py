"""Acts of many rows: told page by page, undone knowingly, or by the command."""

import pytest
from django.core.management import CommandError, call_command

from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site
from places.actions.recording import Author
from places.diagnosis import history
from places.models import Act, Site
from places.vocabulary import Origin
from places.web.coordination import acts

ACTS = "/coordination/actes/"


@pytest.fixture
def confirmed(make_site, author) -> Act:
    """Five places confirmed together."""
    for rank in range(5):
        make_site(f"Maison {rank}", services=[{"category": "acces", "needs": ["imprimer"]}])
    confirm_sites(author, Site.objects.order_by("pk"))
    return Act.objects.order_by("pk").last()


def read(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_an_act_says_how_many_rows_it_wrote(confirmed, signed_in):
    assert "Lignes écrites : lieu 5." in read(signed_in, f"{ACTS}{confirmed.pk}/")


def test_a_large_act_is_told_as_a_small_one_a_page_at_a_time(confirmed, signed_in, monkeypatch):
    whole = history.act_told(confirmed)
    monkeypatch.setattr(history, "MOST_READ", 1)
    assert list(history.act_told(confirmed)) == list(whole)
    pages = [history.act_told(confirmed, number, 2) for number in (1, 2, 3)]
    assert [told for page in pages for told in page] == list(whole)
    assert pages[0].paginator.count == 5


def test_a_large_act_without_places_is_told_too(db, author, monkeypatch, districts):
    monkeypatch.setattr(history, "MOST_READ", 1)
    told = history.act_told(Act.objects.order_by("pk").last())
    assert {one.title for one in told} >= {"Quartier : Alma"}


def test_undoing_many_rows_is_summed_up(confirmed, signed_in, author, monkeypatch):
    monkeypatch.setattr(acts, "MOST_FORESEEN", 1)
    monkeypatch.setattr(acts, "MOST_SUMMED", 2)
    address = f"{ACTS}{confirmed.pk}/annuler/"
    page = read(signed_in, address)
    assert "Cet acte a écrit 5 lignes : lieu 5." in page
    assert "et 3 autres" in page
    assert "Changé depuis" not in page
    edit_site(author, Site.objects.first(), to_bring="Rien")
    page = read(signed_in, address)
    assert "1 ligne a changé depuis." in page
    response = signed_in.post(address, {"ce_qui_peut": "1"}, follow=True)
    assert "Annulé : 5\xa0changements." in response.content.decode()
    assert not Site.objects.exclude(confirmed_at=None).exists()
    assert Site.objects.first().to_bring == "Rien"


def test_a_conflict_in_many_rows_writes_nothing(confirmed, signed_in, author, monkeypatch):
    monkeypatch.setattr(acts, "MOST_FORESEEN", 1)
    confirm_sites(author, Site.objects.all()[:1])
    response = signed_in.post(f"{ACTS}{confirmed.pk}/annuler/")
    assert response.status_code == 409
    assert "1 ligne a changé depuis." in response.content.decode()
    assert Site.objects.exclude(confirmed_at=None).count() == 5


def test_thousands_of_rows_are_left_to_the_command(confirmed, signed_in, monkeypatch):
    monkeypatch.setattr(acts, "MOST_UNDONE_HERE", 4)
    address = f"{ACTS}{confirmed.pk}/annuler/"
    assert f"python manage.py undo_act {confirmed.pk}" in read(signed_in, address)
    assert signed_in.post(address).status_code == 409
    assert Site.objects.exclude(confirmed_at=None).count() == 5


def test_the_command_first_says_then_undoes(confirmed, capsys):
    call_command("undo_act", confirmed.pk)
    said = capsys.readouterr().out
    assert "Changements à annuler : 5." in said
    assert "Rien n’est fait." in said
    assert Site.objects.exclude(confirmed_at=None).count() == 5
    call_command("undo_act", confirmed.pk, "--oui")
    assert "Changements annulés : 5" in capsys.readouterr().out
    assert not Site.objects.exclude(confirmed_at=None).exists()


def test_the_command_refuses_what_changed_since_and_does_the_rest_when_asked(confirmed):
    confirm_sites(Author("Léa", Origin.ADMIN), Site.objects.all()[:1])
    with pytest.raises(CommandError, match="Rien n’est annulé"):
        call_command("undo_act", confirmed.pk, "--oui")
    assert Site.objects.exclude(confirmed_at=None).count() == 5
    call_command("undo_act", confirmed.pk, "--oui", "--ce-qui-peut")
    assert Site.objects.exclude(confirmed_at=None).count() == 1


def test_the_command_knows_no_act_of_that_number(db):
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("undo_act", 999_999)
