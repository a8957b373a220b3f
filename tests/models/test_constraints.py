"""What the database itself refuses, whoever writes."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from places.actions.recording import act
from places.models import (
    Act,
    Actor,
    Closure,
    CriterionAnswer,
    Document,
    EquipmentLoan,
    Label,
    LabelAward,
    LabelCriterion,
    LabelStep,
    Site,
)


def write(author, **fields):
    defaults = {"name": "Lieu", "commune": "Roubaix", "slug": f"lieu-{Site.objects.count()}"}
    with act(author, "essai"):
        return Site.objects.create(**{**defaults, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": 91, "longitude": 3, "precision": "exacte"},
        {"latitude": 50, "longitude": 181, "precision": "exacte"},
        {"latitude": 50, "precision": "exacte"},
        {"latitude": 0, "longitude": 0, "precision": "exacte"},
        {"latitude": 50, "longitude": 3},
        {"precision": "exacte"},
        {"name": ""},
        {"commune": ""},
        {"publication": "inconnu"},
        {"status": "ouvert", "paused_until": date(2027, 1, 1)},
        {"external_id": "1"},
    ],
    ids=lambda fields: ",".join(fields),
)
def test_a_site_that_must_never_be_is_refused(db, author, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(author, **fields)
    assert not Site.objects.exists()


def test_a_source_gives_an_identifier_once(db, author, source):
    write(author, source=source, external_id="a-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        write(author, source=source, external_id="a-1")
    write(author, source=source)
    write(author, source=source)


def test_a_closure_does_not_end_before_it_starts(db, author):
    site = write(author)
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        Closure.objects.create(site=site, start=date(2026, 12, 24), end=date(2026, 12, 23))


def test_a_site_is_not_relocated_to_itself(db, author):
    site = write(author)
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        Site.objects.filter(pk=site.pk).update(relocated_to=site)


def test_a_change_without_an_author_is_refused(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(name="Lieu", commune="Roubaix", slug="lieu")
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.create(author="", origin="admin")


@pytest.fixture
def award(db, author):
    site = write(author)
    with act(author, "essai"):
        label = Label.objects.create(code="essai", name="Essai")
        LabelCriterion.objects.create(label=label, position=1, text="Une salle")
        return LabelAward.objects.create(label=label, site=site)


@pytest.mark.parametrize(
    "fields",
    [{"state": "inconnu"}, {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}],
    ids=["state", "end before start"],
)
def test_an_award_that_must_never_be_is_refused(author, award, fields):
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        LabelAward.objects.filter(pk=award.pk).update(**fields)


def test_a_site_has_one_file_for_a_label(author, award):
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        LabelAward.objects.create(label=award.label, site=award.site)


@pytest.mark.parametrize(
    "fields",
    [{"signed_by": ""}, {"to_state": "inconnu"}, {"from_state": "inconnu"}],
    ids=lambda fields: ",".join(fields),
)
def test_a_step_that_must_never_be_is_refused(author, award, fields):
    values = {"to_state": "examen", "on": date(2026, 1, 1), "signed_by": "Mairie"} | fields
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        LabelStep.objects.create(award=award, **values)


@pytest.mark.parametrize(
    "fields", [{"met": "peut-être"}, {"round": 0}], ids=lambda fields: ",".join(fields)
)
def test_an_answer_that_must_never_be_is_refused(author, award, fields):
    values = {"criterion": award.label.criteria.get(), "round": 1, "met": "oui"} | fields
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        CriterionAnswer.objects.create(award=award, **values)


def test_a_criterion_is_answered_once_a_review_and_stays(author, award):
    criterion = award.label.criteria.get()
    with act(author, "essai"):
        CriterionAnswer.objects.create(award=award, criterion=criterion, round=1)
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        CriterionAnswer.objects.create(award=award, criterion=criterion, round=1)
    with pytest.raises(ProtectedError), transaction.atomic(), act(author, "essai"):
        criterion.delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"award": None},
        {"both": True},
        {"kind": "exe"},
        {"removed_by": "Camille"},
        {"removed_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
    ids=["of nothing", "of two things", "kind", "removed without a day", "removed by nobody"],
)
def test_a_document_that_must_never_be_is_refused(author, award, fields):
    values = {"award": award, "name": "a.pdf", "kind": "pdf", "size": 1, "uploaded_by": "Camille"}
    values |= fields
    if values.pop("both", False):
        values["label"] = award.label
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        Document.objects.create(**values)


@pytest.mark.parametrize(
    "fields",
    [
        {"count": 0},
        {"what": ""},
        {"lender": ""},
        {"to_site": None},
        {"both": True},
        {"due_on": date(2025, 1, 1)},
        {"returned_on": date(2025, 1, 1)},
    ],
    ids=lambda fields: ",".join(fields),
)
def test_a_loan_that_must_never_be_is_refused(author, award, fields):
    values = {
        "what": "Tablette",
        "lender": "Ville",
        "to_site": award.site,
        "starts_on": date(2026, 1, 1),
        **fields,
    }
    with pytest.raises(IntegrityError), transaction.atomic(), act(author, "essai"):
        if values.pop("both", False):
            values["to_actor"] = Actor.objects.create(name="Servir")
        EquipmentLoan.objects.create(**values)


def test_checks_of_a_site_are_one_question_and_the_wrong_one_is_still_named(
    db, django_assert_max_num_queries
):
    site = Site(name="Lieu", commune="Roubaix", slug="lieu")
    with django_assert_max_num_queries(5):  # the slug, then the checks in a savepoint
        site.full_clean()
    site.latitude, site.longitude = 50.0, 3.0
    with pytest.raises(ValidationError, match="Une position dit sa précision"):
        site.full_clean()
    site.latitude, site.longitude, site.paused_until = None, None, date(2027, 1, 1)
    with pytest.raises(ValidationError, match="La date de retour ne vaut que"):
        site.full_clean()
