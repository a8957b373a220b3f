"""What is missing in a listing, or cannot be true."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from places.actions.workshops import save_workshop
from places.diagnosis.freshness import not_confirmed, share_confirmed
from places.diagnosis.quality import problems_of, quality
from places.directory import load
from places.models import Workshop
from places.press.document import PublicService, PublicSession, PublicWorkshop, SiteDocument
from places.vocabulary import Problem

WHOLE = {
    "id": 1,
    "slug": "lieu",
    "name": "Lieu",
    "commune": "Roubaix",
    "hours": "Mo-Fr 09:00-12:00",
    "latitude": 50.69,
    "longitude": 3.17,
    "phone": "+33320664500",
    "services": (PublicService(category="acces", needs=("imprimer",)),),
}
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"hours": ""}, [Problem.NO_HOURS]),
        ({"hours": "le matin"}, [Problem.UNREADABLE_HOURS]),
        ({"hours": "Mo-Su off"}, [Problem.NEVER_OPEN]),
        ({"hours": 'Mo-Fr 09:00-12:00 "sur rendez-vous"'}, []),
        ({"hours": "Jul-Aug Mo-Fr 09:00-12:00"}, []),
        ({"latitude": None, "longitude": None}, [Problem.NO_POSITION]),
        ({"services": ()}, [Problem.NO_NEED]),
        ({"phone": "+33123"}, [Problem.PHONE]),
        ({"phone": ""}, [Problem.UNREACHABLE]),
        ({"phone": "", "websites": ("https://example.org",)}, []),
        ({"status": "pause", "paused_until": date(2026, 1, 1)}, [Problem.PAUSE_OVER]),
        ({"status": "ferme", "hours": ""}, []),
    ],
)
def test_each_problem_is_told(change, expected):
    assert problems_of(SiteDocument(**{**WHOLE, **change})) == expected


def test_an_aid_only_on_closed_days_is_a_contradiction():
    closed_day = PublicService(category="quotidien", needs=("apprendre",), hours="Sa 14:00-16:00")
    open_day = PublicService(category="quotidien", needs=("apprendre",), hours="Fr 14:00-16:00")
    assert problems_of(SiteDocument(**{**WHOLE, "services": (closed_day,)})) == [
        Problem.SERVICE_WHILE_CLOSED
    ]
    assert problems_of(SiteDocument(**{**WHOLE, "services": (open_day,)})) == []


def test_problems_are_counted_and_listed_by_name(make_site):
    make_site("Zoé", hours="Mo 09:00-12:00")
    make_site("Alma")
    found = quality(load.current().directory, TODAY)
    assert found.count(Problem.NO_HOURS) == 1
    names = [found.directory.document(int(row)).name for row in found.rows()]
    assert names == ["Alma", "Zoé"]
    assert Problem.NO_HOURS not in found.problems(int(found.rows()[1]))


def test_a_pause_is_over_the_day_after_its_end(make_site):
    make_site("Pause", status="pause", paused_until=date(2026, 11, 24))
    directory = load.current().directory
    assert quality(directory, date(2026, 11, 24)).count(Problem.PAUSE_OVER) == 0
    assert quality(directory, date(2026, 11, 25)).count(Problem.PAUSE_OVER) == 1


def test_listings_never_confirmed_come_first_then_the_oldest(make_site):
    def confirmed(month):
        return {"confirmed_at": f"2026-{month:02}-01T10:00:00Z", "confirmed_by": "Mairie"}

    make_site("Récent", **confirmed(11))
    make_site("Vieux", **confirmed(1))
    make_site("Moins vieux", **confirmed(3))
    make_site("Jamais")
    directory = load.current().directory
    rows = not_confirmed(directory, 6, TODAY)
    names = [directory.document(int(row)).name for row in rows]
    assert names == ["Jamais", "Vieux", "Moins vieux"]
    assert share_confirmed(directory, 6, TODAY) == 0.25


def test_an_empty_directory_has_no_share(db):
    assert share_confirmed(load.current().directory, 6, TODAY) is None


def workshop(**values):
    told = {"rrule": "FREQ=WEEKLY;BYDAY=SU", "start": date(2026, 11, 1), "at": time(14)}
    told |= {"minutes": 60, "updated_at": datetime(2026, 11, 1, tzinfo=UTC)} | values
    return PublicWorkshop(id=1, title="Photos", **told)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (workshop(), [Problem.WORKSHOP_WHILE_CLOSED]),
        (workshop(rrule="FREQ=WEEKLY;BYDAY=SU,MO"), []),
        (workshop(rrule="FREQ=MONTHLY;BYDAY=1SA"), [Problem.WORKSHOP_WHILE_CLOSED]),
        (workshop(rrule="illisible"), []),
        (
            workshop(rrule="", sessions=(PublicSession(day=date(2026, 11, 29), added=True),)),
            [Problem.WORKSHOP_WHILE_CLOSED],
        ),
    ],
)
def test_a_workshop_only_on_closed_days_is_a_contradiction(told, expected):
    assert problems_of(SiteDocument(**{**WHOLE, "workshops": (told,)})) == expected


def test_a_workshop_that_is_over_contradicts_nothing(make_site, author):
    site = make_site(hours="Mo-Fr 09:00-12:00")
    values = {"rrule": "FREQ=WEEKLY;BYDAY=SU", "start": timezone.localdate(), "at": time(9)}
    ends = timezone.localdate() + timedelta(days=20)
    save_workshop(
        author,
        Workshop(site=site),
        title="Photos",
        minutes=60,
        ends_on=ends,
        publication="publie",
        **values,
    )
    directory = load.current().directory
    problem = Problem.WORKSHOP_WHILE_CLOSED
    assert quality(directory, ends).count(problem) == 1
    assert quality(directory, ends + timedelta(days=1)).count(problem) == 0
