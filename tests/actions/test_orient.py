"""Orientations: a place or a reason, in codes of closed lists, and nothing of the person."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field

from places.actions.orient import orient, take_back
from places.actions.recording import act
from places.models import Act, Desk, Orientation
from places.vocabulary import NothingSuitable

AT = datetime(2026, 11, 24, 9, 0, 41, tzinfo=UTC)


@pytest.fixture
def sites(make_site):
    return [make_site(name) for name in ("Comité de l’Épeule", "Centre Alma", "Mairie")]


@pytest.fixture
def desk(db, author):
    with act(author, "guichet"):
        return Desk.objects.create(name="Médiathèque, accueil")


def test_a_place_given_is_kept_with_what_was_asked(sites, desk):
    keys = [site.pk for site in sites]
    made = orient(
        AT,
        desk=desk,
        needs=["imprimer", "caf"],
        district="epeule",
        constraints=["gratuit", "aujourd-hui"],
        given=keys,
        chosen=keys[1],
    )
    found = Orientation.objects.get(pk=made.pk)
    assert (found.desk, found.needs, found.district) == (desk, ["imprimer", "caf"], "epeule")
    assert (found.constraints, found.given) == (["gratuit", "aujourd-hui"], keys)
    assert (found.chosen, found.outcome, found.reason) == (sites[1], "lieu", "")


def test_time_is_kept_to_the_minute(sites):
    assert orient(AT, given=[sites[0].pk], chosen=sites[0].pk).at == AT.replace(second=0)


@pytest.mark.parametrize("reason", NothingSuitable.values)
def test_nothing_suitable_keeps_its_reason(sites, reason):
    made = orient(AT, needs=["imprimer"], given=[site.pk for site in sites], reason=reason)
    assert (made.outcome, made.reason, made.chosen) == ("rien", reason, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {},  # neither a place nor a reason
        {"chosen": 0, "reason": "trop-loin"},
        {"reason": "il pleut"},
        {"reason": "autre", "constraints": ["arabe"]},
        {"reason": "autre", "given": [0, 0]},
    ],
)
def test_what_cannot_be_is_refused(sites, wrong):
    keys = [site.pk for site in sites]
    told = {"given": keys} | wrong
    told["given"] = [keys[at] for at in wrong["given"]] if "given" in wrong else keys
    if "chosen" in wrong:
        told["chosen"] = keys[wrong["chosen"]]
    with pytest.raises(ValidationError):
        orient(AT, **told)
    assert not Orientation.objects.exists()


def test_a_place_that_was_not_shown_cannot_be_chosen(sites):
    with pytest.raises(ValidationError, match="parmi ceux proposés"):
        orient(AT, given=[sites[0].pk], chosen=sites[1].pk)


def test_four_places_or_a_place_that_does_not_exist_are_refused(sites, make_site):
    keys = [*(site.pk for site in sites), make_site("Maison").pk]
    with pytest.raises(ValidationError, match="trois lieux"):
        orient(AT, given=keys, chosen=keys[0])
    with pytest.raises(ValidationError, match="n’existe plus"):
        orient(AT, given=[keys[0], 999_999], chosen=keys[0])


@pytest.mark.parametrize(
    "row",
    [
        {"outcome": "lieu"},
        {"outcome": "rien"},
        {"outcome": "rien", "reason": "il pleut"},
        {"outcome": "peut", "reason": "autre"},
    ],
)
def test_the_database_itself_refuses_half_an_orientation(db, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Orientation.objects.create(at=AT, **row)


def test_an_orientation_is_taken_back_once(sites):
    made = orient(AT, reason="autre")
    assert take_back(made.pk) is True
    assert take_back(made.pk) is False
    assert not Orientation.objects.exists()


def test_no_act_no_author_no_listing_is_touched(sites):
    before = Act.objects.count()
    orient(AT, given=[sites[0].pk], chosen=sites[0].pk)
    assert Act.objects.count() == before


def test_an_orientation_has_no_room_for_a_person():
    """A new field must be thought of here first: no text that somebody types, no account."""
    fields = {field.name: field for field in Orientation._meta.get_fields()}
    assert set(fields) == {
        *("id", "at", "desk", "needs", "district", "constraints"),
        *("given", "chosen", "outcome", "reason"),
    }
    texts = {name for name, field in fields.items() if is_text(field) and not field.choices}
    assert texts == {"district"}  # the slug of a quartier, never typed
    related = {field.related_model.__name__ for field in fields.values() if field.is_relation}
    assert related == {"Desk", "Site"}
    assert not hasattr(Orientation, "history")


def is_text(field: Field) -> bool:
    return field.get_internal_type() in ("CharField", "TextField")
