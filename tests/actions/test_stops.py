"""Stops of a round: recorded, published with their place, undone, moved by a merge."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from places.actions.merge import merge_sites
from places.actions.repeating import cancel_session, set_state
from places.actions.stops import save_stop
from places.actions.undo import undo_act
from places.models import Act, PublishedSite, Site, Stop, StopSession
from places.press.document import decode_site
from places.vocabulary import Publication

TODAY = timezone.localdate()
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[3.16, 50.68], [3.17, 50.68], [3.17, 50.69], [3.16, 50.69], [3.16, 50.68]]],
}


def shown(site):
    return decode_site(PublishedSite.objects.get(site=site).payload)


@pytest.fixture
def bus(make_site):
    return make_site("Bus", mobility=["itinerant"])


@pytest.fixture
def stop(author, bus):
    return add(author, bus)


def add(author, site, **values) -> Stop:
    values = {"rrule": "FREQ=DAILY", "publication": Publication.PUBLISHED} | values
    return save_stop(author, Stop(site=site), spot="Place", commune="Roubaix", start=TODAY,
                     at=time(9), minutes=60, **values)  # fmt: skip


def test_a_stop_published_makes_its_place_rove(bus, stop, author):
    document = shown(bus)
    assert document.roves
    assert [one.spot for one in document.stops] == ["Place"]
    set_state(author, stop, Publication.ARCHIVED)
    assert (shown(bus).roves, shown(bus).stops) == (True, ())


def test_a_draft_is_not_told_and_a_door_is_kept(author, bus, make_site):
    add(author, bus, publication=Publication.DRAFT)
    assert (shown(bus).roves, shown(bus).stops) == (False, ())
    both = make_site("Médiathèque", mobility=["fixe", "itinerant"])
    add(author, both)
    assert (shown(both).roves, len(shown(both).stops)) == (False, 1)


def test_a_stop_has_the_quartier_whose_outline_holds_it(author, bus, districts):
    district = districts[1]
    type(district).objects.filter(pk=district.pk).update(polygon=SQUARE)
    made = add(author, bus, latitude=50.685, longitude=3.165, precision="exacte")
    assert made.district_id == district.pk
    assert (shown(bus).stops[0].district, shown(bus).stops[0].sector) == ("epeule", "ouest")


def test_a_day_cancelled_is_undone_with_its_act(author, bus, stop):
    cancel_session(author, stop, TODAY, reason="Panne")
    assert shown(bus).stops[0].sessions[0].cancelled
    undo_act(author, Act.objects.latest("pk"))
    assert shown(bus).stops[0].sessions == ()
    assert not StopSession.objects.exists()


def test_a_new_stop_is_undone_with_its_act(author, bus, stop):
    undo_act(author, Act.objects.latest("pk"))
    assert not Stop.objects.exists()
    assert shown(bus).stops == ()


@pytest.mark.parametrize(
    "values",
    [
        {"rrule": ""},
        {"rrule": "FREQ=HOURLY"},
        {"ends_on": TODAY - timedelta(days=1)},
        {"latitude": 50.0},
    ],
)
def test_what_cannot_be_is_refused(author, bus, values):
    with pytest.raises((ValidationError, IntegrityError)):
        add(author, bus, **values)
    assert not Stop.objects.exists()


def test_merging_brings_the_stops_with_their_days(author, bus, stop, make_site):
    cancel_session(author, stop, TODAY)
    kept = make_site("Bus numérique", mobility=["itinerant"])
    merge_sites(author, kept, Site.objects.get(pk=bus.pk))
    assert StopSession.objects.get().site_id == Stop.objects.get().site_id == kept.pk
    assert len(shown(kept).stops) == 1
