"""What places count: a month or its days, never both; unknown is not zero; the past is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from places.actions.merge import merge_sites
from places.actions.recording import Author, act
from places.actions.undo import undo_act
from places.actions.visits import (
    BothKinds,
    Counting,
    Saved,
    save_counting,
    save_countings,
)
from places.diagnosis.history import site_history
from places.diagnosis.visits import month_of, months_of
from places.hours.periods import Period
from places.models import Act, Site, VisitCount
from places.models.history import history_of
from places.models.visit import VISITS
from places.vocabulary import Origin

MONTH = Period(date(2026, 10, 1))
DAY, OTHER_DAY = Period(date(2026, 10, 1), 3), Period(date(2026, 10, 1), 12)
YVETTE = Author("Yvette Martin (Les Amis)", Origin.LINK)


@pytest.fixture
def site(make_site):
    return make_site("Salle de l’Épeule")


@pytest.fixture
def note(site):
    """note(period, {need: number}) writes what was counted at the site."""

    def save(period, numbers, **options) -> Saved:
        return save_counting(YVETTE, Counting(site, period, numbers, **options))

    return save


def held(site) -> dict[str, int]:
    return {row.need: row.count for row in VisitCount.objects.filter(site=site)}


def test_a_month_is_counted(site, note):
    assert note(MONTH, {VISITS: 120, "imprimer": 45, "caf": 0}) == Saved(created=3)
    assert held(site) == {VISITS: 120, "imprimer": 45, "caf": 0}


def test_what_is_not_counted_stays_unknown(site, note):
    note(MONTH, {VISITS: None, "imprimer": 45})
    month = month_of(site, MONTH.month)
    assert (month.visits, month.helps) == (None, 45)


def test_the_same_again_writes_nothing(site, note):
    note(MONTH, {VISITS: 120})
    acts = Act.objects.count()
    assert not note(MONTH, {VISITS: 120, "imprimer": None})
    assert Act.objects.count() == acts


def test_a_correction_keeps_what_it_does_not_name_and_the_past(site, note):
    note(MONTH, {VISITS: 120, "imprimer": 45})
    assert note(MONTH, {VISITS: 130}) == Saved(changed=1)
    assert held(site) == {VISITS: 130, "imprimer": 45}
    past = history_of(VisitCount).objects.filter(need=VISITS).order_by("history_id")
    assert [row.count for row in past] == [120, 130]
    assert past.last().act.author == YVETTE.name


def test_an_emptied_number_is_unknown_again(site, note):
    note(MONTH, {VISITS: 120, "imprimer": 45})
    assert note(MONTH, {VISITS: None}) == Saved(removed=1)
    assert held(site) == {"imprimer": 45}


def test_days_add_up_to_their_month(site, note):
    note(DAY, {VISITS: 12})
    note(OTHER_DAY, {VISITS: 8, "imprimer": 3})
    month = month_of(site, MONTH.month)
    assert (month.visits, month.helps, month.days) == (20, 3, [DAY, OTHER_DAY])
    assert month.numbers(DAY) == {VISITS: 12}


def test_a_day_is_corrected_and_taken_away(site, note):
    note(DAY, {VISITS: 12})
    note(OTHER_DAY, {VISITS: 8})
    note(DAY, {VISITS: 15})
    assert held(site) == {VISITS: 23}
    note(DAY, {VISITS: None})
    assert held(site) == {VISITS: 8}
    note(OTHER_DAY, {VISITS: None})
    assert held(site) == {}


def test_a_month_is_refused_beside_its_days(site, note):
    note(DAY, {VISITS: 12})
    note(OTHER_DAY, {VISITS: 8})
    with pytest.raises(BothKinds, match="2 jours d’octobre 2026 sont déjà notés"):
        note(MONTH, {VISITS: 300})
    assert held(site) == {VISITS: 20}


def test_a_day_is_refused_beside_its_whole_month(site, note):
    note(MONTH, {VISITS: 300})
    with pytest.raises(BothKinds, match="déjà noté en entier"):
        note(DAY, {"imprimer": 12})
    assert held(site) == {VISITS: 300}


def test_a_month_may_take_the_place_of_its_days_in_one_act(site, note):
    note(DAY, {VISITS: 12, "caf": 2})
    acts = Act.objects.count()
    note(MONTH, {VISITS: 300}, replacing=True)
    assert held(site) == {VISITS: 300}
    assert month_of(site, MONTH.month).days == []
    assert Act.objects.count() == acts + 1


def test_a_day_may_take_the_place_of_its_month(site, note):
    note(MONTH, {VISITS: 300, "caf": 4})
    note(DAY, {VISITS: 12}, replacing=True)
    assert (held(site), month_of(site, MONTH.month).days) == ({VISITS: 12}, [DAY])


def test_another_month_is_free(site, note):
    note(MONTH, {VISITS: 300})
    note(Period(date(2026, 9, 1), 3), {VISITS: 12})
    assert VisitCount.objects.count() == 2


@pytest.mark.parametrize(
    ("number", "said"),
    [(-1, "négatif"), (100_001, "C’est trop pour un mois : 100\xa0000 au plus")],
)
def test_a_number_that_cannot_be_true_is_refused_by_need(site, note, number, said):
    with pytest.raises(ValidationError) as refused:
        note(MONTH, {VISITS: 1, "imprimer": number})
    (message,) = refused.value.message_dict["imprimer"]
    assert said in message
    assert held(site) == {}


def test_a_day_has_its_own_ceiling(note):
    with pytest.raises(ValidationError, match="C’est trop pour un jour"):
        note(DAY, {VISITS: 5_001})


def test_days_may_not_add_up_to_too_much(site, note):
    for day in range(1, 21):
        note(Period(MONTH.month, day), {VISITS: 5_000})
    with pytest.raises(ValidationError, match="C’est trop pour un mois"):
        note(Period(MONTH.month, 21), {VISITS: 1})


def test_the_database_refuses_what_is_not_plausible(site, author):
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        VisitCount.objects.create(site=site, month=MONTH.month, need=VISITS, count=100_001)


def test_the_database_refuses_a_month_counted_twice(site, note, author):
    note(MONTH, {VISITS: 1})
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        VisitCount.objects.create(site=site, month=MONTH.month, need=VISITS, count=2)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Period.of(date.today() + timedelta(days=2)), "Ce jour n’est pas encore passé"),
        (Period(date(2999, 1, 1)), "Ce mois n’est pas commencé"),
        (Period(date(1999, 1, 1)), "C’est trop ancien"),
    ],
    ids=["tomorrow", "future", "past"],
)
def test_nothing_is_counted_outside_of_time(note, period, said):
    with pytest.raises(ValidationError, match=said):
        note(period, {VISITS: 1})


def test_an_unknown_need_is_refused(note):
    with pytest.raises(ValidationError, match="Ce besoin n’existe pas"):
        note(MONTH, {"zorg": 1})


def test_the_history_of_the_place_tells_it_in_french(site, note):
    note(DAY, {VISITS: 12, "imprimer": 4})
    note(DAY, {VISITS: 15})
    note(DAY, {"imprimer": None})
    told = [entry.lines for entry in site_history(site).object_list][:3]
    assert told == [
        ("Comptage retiré : octobre 2026, « Imprimer » : 4",),
        (
            "Comptage « octobre 2026, visites », nombre : 12 → 15",
            "Comptage « octobre 2026, visites », jours : le 3 : 12 → 15",
        ),
        (
            "Comptage noté : octobre 2026, visites : 12",
            "Comptage noté : octobre 2026, « Imprimer » : 4",
        ),
    ]


def test_an_act_is_undone_like_any_other(site, note, author):
    note(MONTH, {VISITS: 120, "imprimer": 45})
    note(MONTH, {VISITS: 130, "imprimer": None})
    undo_act(author, Act.objects.order_by("pk").last())
    assert held(site) == {VISITS: 120, "imprimer": 45}


def test_undoing_never_adds_a_month_to_its_days(site, note, author):
    note(MONTH, {VISITS: 120})
    note(MONTH, {VISITS: None})
    emptied = Act.objects.order_by("pk").last()
    note(DAY, {VISITS: 12})
    with pytest.raises(ValidationError, match="Impossible d’annuler"):
        undo_act(author, emptied)
    assert held(site) == {VISITS: 12}


def test_many_are_written_in_one_act_and_few_queries(make_site, django_assert_max_num_queries):
    sites = [make_site(f"Lieu {number}") for number in range(5)]
    periods = [Period(date(2026, month, 1)) for month in range(1, 11)]
    countings = [Counting(site, period, {VISITS: 1}) for site in sites for period in periods]
    with django_assert_max_num_queries(10):
        saved = save_countings(YVETTE, countings, "Fichier")
    assert saved == Saved(created=50)


def test_one_refusal_undoes_all(site, make_site):
    other = make_site("Autre")
    wrong = [Counting(other, MONTH, {VISITS: 1}), Counting(site, MONTH, {VISITS: -1})]
    with pytest.raises(ValidationError):
        save_countings(YVETTE, wrong, "Fichier")
    assert not VisitCount.objects.exists()


def test_the_last_months_are_told_with_what_is_missing(site, note, django_assert_num_queries):
    note(MONTH, {VISITS: 120})
    with django_assert_num_queries(1):
        months = months_of(site, date(2026, 11, 26), 3)
    assert [(month.month.month, month.visits) for month in months] == [
        (11, None),
        (10, 120),
        (9, None),
    ]


def test_a_merge_brings_the_months_that_the_place_kept_did_not_count(make_site, author):
    kept, merged = make_site("Halle nord"), make_site("Halle sud")
    for site, period, number in (
        (kept, MONTH, 10),
        (merged, MONTH, 99),
        (merged, Period(date(2026, 9, 1)), 7),
    ):
        save_counting(author, Counting(site, period, {VISITS: number}))
    rows = Site.objects.with_public_parts().in_bulk([kept.pk, merged.pk])
    merge_sites(author, rows[kept.pk], rows[merged.pk])
    known = {row.month.month: row.count for row in VisitCount.objects.filter(site=kept)}
    assert known == {10: 10, 9: 7}
    assert VisitCount.objects.get(site=merged).count == 99  # nothing is lost, nor added twice
