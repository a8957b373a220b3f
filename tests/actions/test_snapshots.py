"""The état des lieux of a month is kept once, as it was."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from places.actions.snapshots import take_snapshot
from places.diagnosis.landscape import landscape
from places.diagnosis.landscape.kept import kept, kept_months
from places.directory import load
from places.models import LandscapeSnapshot

NOW = datetime(2026, 11, 26, 11, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def place(make_site):
    site = make_site("Mairie", kinds=["mairie"], services=[{"category": "demarches"}])
    load.forget()
    return site


def test_snapshot_holds_every_figure_and_table(place):
    made, is_new = take_snapshot(NOW)
    assert (made.month, made.day, is_new) == (NOVEMBER, date(2026, 11, 26), True)
    assert kept(NOVEMBER) == landscape(load.current().directory, NOW)


def test_second_of_a_month_changes_nothing(place, make_site):
    take_snapshot(NOW)
    before = LandscapeSnapshot.objects.values_list().get()
    make_site("École")
    load.forget()
    again, is_new = take_snapshot(NOW.replace(day=27))
    assert not is_new and again.pk == before[0]
    assert LandscapeSnapshot.objects.values_list().get() == before
    assert kept(NOVEMBER).places == 1


def test_each_month_has_its_own_the_latest_first(place):
    take_snapshot(NOW)
    take_snapshot(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))  # December, in Paris
    assert kept_months() == [date(2026, 12, 1), NOVEMBER]


def test_a_day_missed_may_be_caught_up_within_a_month(place):
    made, _ = take_snapshot(NOW, date(2026, 10, 31))
    assert (made.month, kept(date(2026, 10, 1)).day) == (date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize("day", [date(2026, 11, 27), date(2026, 10, 25), date(2025, 11, 26)])
def test_a_day_that_today_cannot_tell_is_refused(place, day):
    with pytest.raises(ValidationError, match="31 derniers"):
        take_snapshot(NOW, day)


def test_a_month_not_kept_is_none(db):
    assert kept(NOVEMBER) is None


def test_database_refuses_a_second_and_a_month_that_does_not_begin(place):
    take_snapshot(NOW)
    for month in (NOVEMBER, date(2026, 11, 2), date(2026, 12, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            LandscapeSnapshot.objects.create(month=month, day=date(2026, 11, 26), payload="{}")


def test_orientations_too_few_are_not_in_what_is_kept(place, note_orientations):
    note_orientations(NOW.date(), 30, ["imprimer"], "", "complet", ago=2)
    note_orientations(NOW.date(), 3, ["caf"], "", "complet")
    note_orientations(NOW.date(), 2, ["cv"], "", "complet")
    take_snapshot(NOW)
    table = kept(NOVEMBER).table("orientations-besoins")
    assert [(row.label, row.cells[0]) for row in table.rows] == [
        ("Imprimer", 30),
        ("CAF", "moins de 5"),
        ("Faire un CV", "moins de 5"),
        ("Ensemble", 35),
    ]


def test_command_says_what_it_did(place):
    def run(*arguments):
        output = StringIO()
        call_command("snapshot", *arguments, stdout=output)
        return output.getvalue()

    assert ": gardé." in run()
    assert "déjà gardé, rien ne change" in run()
    with pytest.raises(CommandError, match="31 derniers"):
        run("--day", "2020-01-01")
