"""What the database itself refuses of the counts, and that it has no room for a person."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from places.models import SearchCount, UnknownText, UnknownTextDay

DAY = date(2026, 11, 24)


def refused(model, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**values)


def test_a_thing_asked_is_counted_once_a_day(db):
    SearchCount.objects.create(day=DAY, need="caf", results=0, count=2)
    refused(SearchCount, day=DAY, need="caf", results=0, count=1)
    SearchCount.objects.create(day=DAY, need="caf", results=1, count=1)


def test_more_than_three_places_are_three(db):
    refused(SearchCount, day=DAY, need="caf", results=4)


def test_an_unknown_text_has_one_digest_and_one_count_a_day(db):
    unknown = UnknownText.objects.create(digest="a")
    refused(UnknownText, digest="a")
    UnknownTextDay.objects.create(unknown=unknown, day=DAY)
    refused(UnknownTextDay, unknown=unknown, day=DAY)


@pytest.mark.parametrize("model", [SearchCount, UnknownText, UnknownTextDay])
def test_no_column_can_hold_an_hour_an_address_or_an_account(model):
    """`hidden_at` is the coordinator's own act."""
    kinds = (models.DateTimeField, models.TimeField, models.GenericIPAddressField, models.TextField)
    risky = {field.name for field in model._meta.fields if isinstance(field, kinds)}
    links = {field.name for field in model._meta.fields if field.is_relation}
    assert risky <= {"hidden_at"}
    assert links <= {"unknown"}


def test_sums_are_made_by_any_field_with_their_different_days(db):
    for day, district, count in ((24, "alma", 2), (25, "alma", 3), (25, "epeule", 1)):
        SearchCount.objects.create(
            day=date(2026, 11, day), need="caf", district=district, results=0, count=count
        )
    assert list(SearchCount.objects.summed("need")) == [{"need": "caf", "total": 6, "days": 2}]
    recent = SearchCount.objects.since(date(2026, 11, 25)).summed("district")
    assert [(row["district"], row["total"]) for row in recent] == [("alma", 3), ("epeule", 1)]
