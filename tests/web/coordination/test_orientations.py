"""The list of orientations behind the figures of the état des lieux."""

import csv
import io
from functools import partial

import pytest
from django.utils import timezone

from places.actions.recording import act
from places.diagnosis.landscape.orientations import orientations
from places.directory import load
from places.models import Desk, Site
from places.web.coordination.listings import paris_day

LIST = "/coordination/orientations/"


@pytest.fixture
def today():
    return paris_day(timezone.now())


@pytest.fixture
def noted(today, town, note_orientations, author):
    note = partial(note_orientations, today)
    with act(author, "guichets"):
        at_site = Site.objects.get(name="Comité de l’Épeule")
        library = Desk.objects.create(name="Médiathèque, accueil", at_site=at_site)
        phone = Desk.objects.create(name="Téléphone")
    note(12, ["imprimer"], "epeule", ago=1, desk=library)
    note(7, ["caf", "imprimer"], "alma", "complet", ago=2, desk=phone)
    note(8, [], ago=3)
    note(6, ["cv"], "epeule", "trop-loin", ago=4)
    note(1, ["cv"], "epeule", "ferme", ago=0)
    load.forget()


def test_every_figure_opens_the_orientations_it_counts(noted, today, signed_in):
    section, figures = orientations(load.current().directory, today)
    opened = [(one.name, one.listing, one.numerator) for one in figures]
    for table in section.tables:
        for row in table.rows:
            noted_listing = row.listings[0] if row.listings else row.listing
            opened.append((f"{table.code}, {row.label}", noted_listing, row.cells[0]))
    assert len(opened) > 20
    for name, listing, number in opened:
        page = signed_in.get(LIST, listing.params)
        assert page.status_code == 200
        if isinstance(number, int):
            assert page.context["rows"].paginator.count == number, name


def test_list_says_need_quartier_desk_and_answer(noted, signed_in):
    page = signed_in.get(LIST, {"raison": "complet"}).content.decode()
    for said in ("CAF", "Imprimer", "Alma", "Téléphone", "Rien d’adapté : complet"):
        assert said in page
    assert page.count("<tr>") == 1 + 7


def test_a_month_alone_can_be_asked_the_one_that_runs_included(noted, today, signed_in):
    page = signed_in.get(LIST, {"mois": f"{today:%Y-%m}"})
    assert page.context["rows"].paginator.count == 1


def test_csv_holds_the_same_lines(noted, signed_in):
    answer = signed_in.get(f"{LIST}liste.csv", {"besoin": "caf"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["jour", "guichet", "besoins"]
    assert [row[1:4] for row in rows[1:]] == [["Téléphone", "CAF, Imprimer", "Alma"]] * 7


@pytest.mark.parametrize(
    "asked", [{"besoin": "rien-de-tel"}, {"mois": "2026-13"}, {"mois": "hier"}, {"raison": "x"}]
)
@pytest.mark.parametrize("path", [LIST, f"{LIST}liste.csv"])
def test_a_choice_that_does_not_exist_is_said_beside_its_field(noted, signed_in, path, asked):
    answer = signed_in.get(path, asked)
    assert answer.status_code == 400
    assert "Choisissez dans la liste." in answer.content.decode()
