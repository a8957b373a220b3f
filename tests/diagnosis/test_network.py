"""How many labelled places really welcome and accompany: the rule, condition by condition."""

from datetime import timedelta

import pytest

from places.actions.edit import edit_site
from places.actions.labels import paris_today, save_answers
from places.actions.recording import act
from places.diagnosis.network import RULE, SUPPORTED_HOURS, Condition, networks, supported_hours
from places.directory import load
from places.models import Label, LabelAward
from places.press.document import PublicService, SiteDocument
from places.vocabulary import AwardState, Met

HALF_DAYS = "Tu,Th 09:00-12:00"  # six hours a week


def site(**fields) -> SiteDocument:
    return SiteDocument(id=1, slug="lieu", name="Lieu", commune="Roubaix", **fields)


def service(**fields) -> PublicService:
    return PublicService(category="acces", **fields)


@pytest.mark.parametrize(
    ("document", "hours"),
    [
        (site(hours=HALF_DAYS, support_modes=("individuel",)), 6),
        (site(hours=HALF_DAYS, support_modes=("atelier",)), 6),
        (site(hours=HALF_DAYS, support_modes=("autonomie",)), 0),
        (site(hours=HALF_DAYS, support_modes=("distance", "autonomie")), 0),
        (site(hours=HALF_DAYS), None),
        (site(support_modes=("individuel",)), None),
        (site(hours="quand on peut", support_modes=("individuel",)), None),
        (site(hours=HALF_DAYS, services=(service(support_modes=("individuel",)),)), 6),
        (
            site(
                hours="Mo-Fr 09:00-17:00",
                support_modes=("autonomie",),
                services=(service(support_modes=("atelier",), hours="We 14:00-16:00"),),
            ),
            2,
        ),
        (
            site(
                hours="Mo-Fr 09:00-12:00",
                services=(service(support_modes=("atelier",), hours="Mo 10:00-14:00"),),
            ),
            2,
        ),
        (
            site(
                hours="Mo-Fr 09:00-17:00",
                services=(
                    service(support_modes=("individuel",), hours="Mo 09:00-12:00"),
                    PublicService(
                        category="emploi", support_modes=("atelier",), hours="Mo 11:00-13:00"
                    ),
                ),
            ),
            4,
        ),
        (site(hours="We[1] 09:00-13:00", support_modes=("individuel",)), 1),
        (site(services=(service(support_modes=("atelier",), hours="We 14:00-16:00"),)), 2),
    ],
    ids=[
        "one to one",
        "workshop",
        "alone",
        "by phone",
        "ways unknown",
        "hours unknown",
        "hours unreadable",
        "service as the place",
        "service at its hours",
        "only while open",
        "overlap counted once",
        "first wednesday",
        "service alone",
    ],
)
def test_supported_hours_of_an_ordinary_week(document, hours):
    assert supported_hours(document) == hours


@pytest.fixture
def label(db) -> Label:
    return Label.objects.get(code="ecn")


@pytest.fixture
def labelled(author, label, make_site):
    """A labelled place that meets everything, but for what is changed."""

    def make(name="Comité", *, state=AwardState.AWARDED, ends_in=30, met=Met.YES, **changes):
        fields = {
            "hours": HALF_DAYS,
            "support_modes": ["individuel"],
            "equipment": [{"kind": "ordinateur", "count": 4}],
            **changes,
        }
        place = make_site(name, **fields)
        award = LabelAward(
            label=label, site=place, state=state, ends_on=paris_today() + timedelta(days=ends_in)
        )
        with act(author, "essai") as writing:
            award.save()
            writing.touch(place)
        if met:
            save_answers(author, award, {one.pk: (met, "") for one in label.criteria.all()})
        return award

    return make


def ecn():
    found = networks(load.current().directory, paris_today())
    return next(one for one in found if one.label.code == "ecn")


def failing() -> dict[str, list[Condition]]:
    return {
        place.document.name: [one.condition for one in place.findings if not one.met]
        for place in ecn().others
    }


def test_a_place_that_meets_everything_welcomes(labelled):
    labelled()
    assert (ecn().total, len(ecn().welcoming)) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "condition", "met", "details"),
    [
        ({"hours": "Tu 09:00-12:00"}, Condition.HOURS, False, "3 h par semaine"),
        ({"hours": "Tu 09:00-11:30"}, Condition.HOURS, False, "2,5 h par semaine"),
        ({"hours": ""}, Condition.HOURS, None, "horaires ou formes d’aide non renseignés"),
        ({"status": "pause"}, Condition.HOURS, False, "fermé temporairement"),
        ({"equipment": []}, Condition.COMPUTERS, None, "matériel non renseigné"),
        ({"equipment": [{"kind": "wifi"}]}, Condition.COMPUTERS, False, "aucun ordinateur noté"),
        ({"equipment": [{"kind": "ordinateur", "count": 0}]}, Condition.COMPUTERS, False, "0"),
        ({"met": Met.NO}, Condition.CRITERIA, False, "Une salle adaptée"),
        ({"met": None}, Condition.CRITERIA, None, "jamais examiné ici"),
    ],
)
def test_a_place_that_lacks_something_says_what(labelled, changes, condition, met, details):
    labelled(**changes)
    assert failing() == {"Comité": [condition]}
    (place,) = ecn().others
    finding = next(one for one in place.findings if one.condition == condition)
    assert finding.met is met
    assert details in finding.details
    assert ecn().lacking(condition) == 1


def test_computers_whose_number_nobody_told_are_there(labelled):
    labelled(equipment=[{"kind": "ordinateur"}])
    assert len(ecn().welcoming) == 1


@pytest.mark.parametrize("state", [s for s in AwardState if s not in AwardState.in_force()])
def test_only_labels_in_force_are_counted(labelled, state):
    labelled(state=state)
    assert ecn().total == 0


def test_a_label_past_its_end_is_not_counted_before_the_command_ran(labelled):
    labelled("Fini", ends_in=-1)
    labelled("Dernier jour", ends_in=0)
    assert [place.document.name for place in ecn().places] == ["Dernier jour"]


def test_a_label_leaves_the_window_the_day_after_its_end(labelled):
    """Nobody touches anything: the day alone changes the facet, the card and the page."""
    award = labelled(ends_in=0)
    directory = load.current().directory
    tomorrow = paris_today() + timedelta(days=1)
    assert "ecn" in directory.award_names
    assert "ecn" not in directory.on_day(tomorrow).award_names
    document = directory.on_day(tomorrow).find(award.site.slug)
    assert not any(one.is_in_force(tomorrow) for one in document.labels)


def test_a_review_just_begun_does_not_hide_the_one_before(labelled, author, label):
    award = labelled()
    with act(author, "essai"):
        for answer in award.answers.all():
            answer.pk, answer.round, answer.met = None, 2, Met.UNSEEN
            answer.save()
    assert len(ecn().welcoming) == 1


def test_a_criterion_not_required_does_not_count(labelled, author, label):
    labelled(met=None)
    with act(author, "essai"):
        for criterion in label.criteria.all():
            criterion.required = False
            criterion.save()
    assert len(ecn().welcoming) == 1


def test_places_follow_the_listing(labelled, author):
    award = labelled(hours="Tu 09:00-12:00")
    edit_site(author, award.site, hours=HALF_DAYS)
    assert len(ecn().welcoming) == 1


def test_each_label_is_counted_apart(labelled, db):
    labelled()
    found = networks(load.current().directory, paris_today())
    totals = {one.label.code: one.total for one in found}
    assert totals == {"ecn": 1, "papi": 0}


def test_the_rule_says_its_figure():
    assert f"{SUPPORTED_HOURS} heures" in RULE


def test_the_network_costs_four_queries(labelled, django_assert_num_queries):
    labelled()
    for number in range(5):
        labelled(f"Salle {number}")
    directory = load.current().directory
    with django_assert_num_queries(4):
        networks(directory, paris_today())
