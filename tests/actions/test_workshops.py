"""Workshops: recorded, published with their place, corrected, cancelled."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from places.actions.merge import merge_sites
from places.actions.repeating import cancel_session, restore_session, set_state
from places.actions.undo import undo_act
from places.actions.workshops import (
    change_session,
    correct_later,
    publish_workshop,
    save_workshop,
)
from places.directory import load
from places.models import Act, PublishedSite, Workshop
from places.press.document import decode_site
from places.vocabulary import Publication

TODAY = timezone.localdate()


def shown(site):
    return decode_site(PublishedSite.objects.get(site=site).payload).workshops


@pytest.fixture
def site(make_site):
    return make_site("Comité de l’Épeule")


@pytest.fixture
def weekly(author, site):
    """Every day of the week, from last week on, published."""
    return save_workshop(
        author,
        Workshop(site=site),
        title="Découvrir l’ordinateur",
        rrule="FREQ=DAILY",
        start=TODAY - timedelta(days=7),
        at=time(14),
        minutes=120,
        places=8,
        publication=Publication.PUBLISHED,
    )


def test_a_workshop_is_recorded_and_published_with_its_place(weekly, site, author):
    (public,) = shown(site)
    assert public.title == "Découvrir l’ordinateur"
    assert public.at == time(14)
    assert load.current().directory.workshops.places[0].id == site.pk
    latest = weekly.history.get().act
    assert latest.author == author.name
    assert latest.reason == "Nouvel atelier : Découvrir l’ordinateur"


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.ARCHIVED])
def test_a_draft_or_an_archived_one_stays_inside(weekly, site, author, state):
    set_state(author, weekly, state)
    assert shown(site) == ()
    assert len(load.current().directory.workshops) == 0


def test_dates_are_added_one_by_one_and_the_first_is_the_start(author, site):
    days = [TODAY + timedelta(days=number) for number in (9, 2)]
    dates = [(day, None) for day in days]
    workshop = save_workshop(
        author, Workshop(site=site), title="Un jour", at=time(9), minutes=60, dates=dates,
        publication=Publication.PUBLISHED,
    )  # fmt: skip
    assert workshop.start == days[1]
    assert [one.day for one in shown(site)[0].sessions] == sorted(days)
    cancel_session(author, workshop, days[0], reason="grève")
    save_workshop(author, workshop, dates=[(days[0], time(10))])
    (left,) = shown(site)[0].sessions
    assert (left.day, left.at, left.cancelled, left.reason) == (days[0], time(10), True, "grève")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rrule": ""}, "dates"),
        ({"rrule": "tous les jours"}, "rrule"),
        ({"title": ""}, "title"),
        ({"minutes": 0}, "minutes"),
        ({"ends_on": TODAY - timedelta(days=30)}, "__all__"),
        ({"is_free": True, "price": "2 €"}, "__all__"),
        ({"register_phone": "0320"}, "register_phone"),
        ({"level": "expert"}, "level"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=5MO", "ends_on": TODAY - timedelta(days=6)}, "ends_on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(weekly, site, author, change, field):
    before = shown(site)
    with pytest.raises(ValidationError) as refused:
        save_workshop(author, Workshop.objects.get(), **change)
    assert field in refused.value.message_dict
    assert shown(site) == before


def test_a_session_is_cancelled_restored_and_counted(weekly, site, author):
    cancel_session(author, weekly, TODAY, reason="animateur malade")
    (told,) = shown(site)[0].sessions
    assert (told.cancelled, told.reason) == (True, "animateur malade")
    restore_session(author, weekly, TODAY)
    change_session(author, weekly, TODAY, places_left=2, at=time(15))
    (told,) = shown(site)[0].sessions
    assert (told.cancelled, told.places_left, told.at) == (False, 2, time(15))


def test_only_planned_sessions_change_and_places_are_bounded(weekly, author):
    for act in (cancel_session, restore_session):
        with pytest.raises(ValidationError):
            act(author, weekly, date(2020, 1, 1))
    with pytest.raises(ValidationError) as refused:
        change_session(author, weekly, TODAY, places_left=9)
    assert "8 places" in str(refused.value)


def test_calendars_learn_that_a_session_changed(weekly, site, author):
    before = shown(site)[0].updated_at
    cancel_session(author, weekly, TODAY)
    assert shown(site)[0].updated_at > before


def test_a_correction_waits_without_hiding_what_is_shown(weekly, site, author):
    cancel_session(author, weekly, TODAY)
    draft = correct_later(author, weekly, title="Mieux connaître l’ordinateur", at=time(10))
    assert shown(site)[0].title == "Découvrir l’ordinateur"
    assert correct_later(author, weekly, minutes=90).pk == draft.pk
    kept = publish_workshop(author, Workshop.objects.get(pk=draft.pk))
    assert kept.pk == weekly.pk
    (public,) = shown(site)
    assert (public.title, public.at, public.minutes) == (
        "Mieux connaître l’ordinateur", time(10), 90,
    )  # fmt: skip
    assert public.sessions[0].cancelled
    assert not Workshop.objects.drafts().exists()


def test_undoing_puts_back_what_residents_saw(weekly, site, author):
    cancel_session(author, weekly, TODAY)
    undo_act(author, Act.objects.first())
    assert shown(site)[0].sessions == ()
    save_workshop(author, weekly, title="Autre titre")
    undo_act(author, Act.objects.first())
    assert shown(site)[0].title == "Découvrir l’ordinateur"


def test_merging_two_listings_brings_the_workshops_along(weekly, site, author, make_site):
    cancel_session(author, weekly, TODAY)
    kept = make_site("Comité de quartier de l’Épeule")
    merge_sites(author, kept, site)
    (public,) = shown(kept)
    assert public.sessions[0].cancelled
    assert weekly.sessions.get().site_id == kept.pk


def test_a_workshop_that_is_over_leaves_the_page(author, site):
    save_workshop(
        author, Workshop(site=site), title="Fini", rrule="FREQ=DAILY", start=date(2025, 1, 1),
        ends_on=date(2025, 2, 1), at=time(9), minutes=60, publication=Publication.PUBLISHED,
    )  # fmt: skip
    assert shown(site) == ()
