"""What the database itself refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from places.actions.recording import act
from places.models import Act, Closure, Site


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
