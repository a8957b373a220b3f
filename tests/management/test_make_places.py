import io

import pytest
from django.core.management import CommandError, call_command

from places.interop.plausible import SOURCE
from places.models import Act, Need, Service, Site
from places.press import feed
from places.press.document import decode_site
from places.vocabulary import Origin

pytestmark = pytest.mark.django_db


def run(count, seed=1) -> str:
    output = io.StringIO()
    call_command("make_places", str(count), "--seed", str(seed), stdout=output)
    return output.getvalue()


def documents() -> list:
    return [decode_site(row.payload) for row in feed.rows_since(0)]


def test_places_are_published_marked_as_fictional_and_belong_to_one_act():
    assert "40 lieux fictifs" in run(40)
    assert len(documents()) == 40
    assert all(document.example_fields for document in documents())
    assert {document.source.name for document in documents()} == {SOURCE}
    assert Act.objects.get().origin == Origin.COMMAND


def test_every_place_passes_the_validation_of_the_forms():
    run(40)
    for site in Site.objects.all():
        site.full_clean()
    for service in Service.objects.all():
        service.full_clean()


def test_services_name_needs_that_exist_for_about_half_of_them():
    run(60)
    said = [service.needs for service in Service.objects.all()]
    assert {code for needs in said for code in needs} <= set(
        Need.objects.values_list("code", flat=True)
    )
    assert 0.3 < sum(map(bool, said)) / len(said) < 0.7


def test_same_seed_twice_is_refused_and_another_adds_places():
    run(5)
    with pytest.raises(CommandError, match="graine"):
        run(5)
    run(5, seed=2)
    assert Site.objects.count() == 10


def test_number_below_one_is_refused():
    with pytest.raises(CommandError, match="au moins 1"):
        run(0)
