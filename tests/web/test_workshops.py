"""« Ateliers cette semaine », the place page, and the calendars of telephones."""

from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from places.actions.edit import edit_site
from places.actions.repeating import cancel_session
from places.actions.workshops import change_session, save_workshop
from places.directory import columns, load
from places.directory.columns import Lists
from places.hours.osm import ZONE
from places.models import Workshop
from places.press.document import PublicWorkshop, SiteDocument, encode
from places.press.feed import Row
from places.vocabulary import Publication
from places.web.workshop_week import coming, number_this_week

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
DAY = TUESDAY.date()


@pytest.fixture
def tuesday(monkeypatch):
    """Every page is asked on Tuesday 24 November 2026 at 8 in the morning."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TUESDAY)
    return TUESDAY


@pytest.fixture
def announce(author, make_site, districts):
    """announce("Titre", rrule=…) → a published workshop of a place of the Épeule."""
    sites = {}

    def make(title="Premiers pas", *, at=time(14), where="Salle de l’Épeule", **values):
        if where not in sites:
            sites[where] = make_site(where, district=districts[1], phone="+33320664500")
        told = {
            "rrule": "FREQ=WEEKLY;BYDAY=TU,TH",
            "start": date(2026, 11, 3),
            "minutes": 120,
            "publication": Publication.PUBLISHED,
        }
        return save_workshop(
            author, Workshop(site=sites[where]), title=title, at=at, **told | values
        )

    return make


@pytest.fixture
def page(html):
    return lambda path, status=200: html(path, status).replace("\xa0", " ")


def test_the_week_is_told_day_by_day(tuesday, announce, page):
    announce(needs=["apprendre"], level="debutant", is_free=True, places=8, register="telephone")
    shown = page("/ateliers/")
    for said in (
        "Ateliers cette semaine",
        "<b>2</b> ateliers",
        "Aujourd’hui, mardi 24 novembre",
        "Jeudi 26 novembre",
        "De 14 h à 16 h",
        "Niveau : Débutant · Gratuit · 8 places",
        "S’inscrire par téléphone",
        'href="tel:+33320664500"',
        "Salle de l’Épeule",
    ):
        assert said in shown, said
    assert "Ateliers cette semaine : <b>2</b>" in page("/")


def test_sessions_that_are_over_are_not_shown(tuesday, announce, page):
    announce("Du matin", at=time(5))
    assert "<b>1</b> atelier<" in page("/ateliers/").replace("</p>", "<")


def test_other_weeks_are_a_link_away(tuesday, announce, page):
    announce(rrule="FREQ=WEEKLY;BYDAY=MO", start=date(2026, 11, 30))
    shown = page("/ateliers/")
    assert "Aucun atelier cette semaine-là." in shown
    assert "/ateliers/?semaine=2026-11-30" in shown
    assert "Le prochain est le lundi 30 novembre" in shown
    shown = page("/ateliers/?semaine=2026-11-30")
    assert "Ateliers la semaine prochaine" in shown
    assert "Lundi 30 novembre" in shown


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("besoin=apprendre", {"Premiers pas"}),
        ("besoin=photos", {"Photos"}),
        ("niveau=a-l-aise", {"Photos"}),
        ("gratuit=1", {"Premiers pas"}),
        ("quartier=epeule", {"Premiers pas", "Photos"}),
        ("quartier=ouest", {"Premiers pas", "Photos"}),
        ("quartier=alma", set()),
        ("besoin=photos&gratuit=1", set()),
    ],
)
def test_choices_narrow_the_week(tuesday, announce, page, query, titles):
    announce("Premiers pas", needs=["apprendre"], is_free=True)
    announce("Photos", needs=["photos"], level="a-l-aise", is_free=False)
    shown = page(f"/ateliers/?{query}")
    assert {title for title in ("Premiers pas", "Photos") if f"</span> {title}" in shown} == titles


def test_each_choice_says_what_it_would_give(tuesday, announce, page):
    announce("Premiers pas", needs=["apprendre"])
    announce("Photos", needs=["photos"], rrule="FREQ=WEEKLY;BYDAY=WE")
    shown = page("/ateliers/?niveau=")
    assert "(1)</option>" in shown
    assert "(2)</option>" in shown


@pytest.mark.parametrize(
    "query", ["semaine=hier", "semaine=2020-01-06", "semaine=9999-12-31", "besoin=licorne"]
)
def test_an_address_that_asks_for_nothing_real_says_so(tuesday, announce, page, query):
    announce()
    assert 'role="alert"' in page(f"/ateliers/?{query}", 400)


def test_cancelled_and_full_sessions_are_said_and_not_counted(tuesday, announce, page, author):
    workshop = announce()
    cancel_session(author, workshop, DAY, reason="animateur malade")
    change_session(author, workshop, DAY + timedelta(days=2), places_left=0)
    shown = page("/ateliers/")
    assert "Annulé : animateur malade" in shown
    assert "Complet" in shown
    assert "<b>1</b> atelier" in shown


def test_the_place_page_tells_its_workshops_and_a_closure_cancels(tuesday, announce, page, author):
    workshop = announce(ends_on=date(2027, 6, 30))
    closure = {"start": DAY, "end": DAY, "reason": "travaux", "replacement": ""}
    edit_site(author, workshop.site, parts={"closures": [closure]})
    shown = page("/lieux/salle-de-l-epeule-roubaix/")
    assert "Le mardi et le jeudi de 14 h à 16 h, jusqu’au 30 juin 2027" in shown
    assert "Annulé : lieu fermé : travaux" in shown
    assert "jeudi 26 novembre de 14 h à 16 h" in shown
    assert "/lieux/salle-de-l-epeule-roubaix/ateliers.ics" in shown


def test_a_public_holiday_is_to_be_confirmed(tuesday, announce, page):
    announce(rrule="FREQ=WEEKLY;BYDAY=FR")
    assert "Jour férié (Noël) : à confirmer" in page("/ateliers/?semaine=2026-12-21")


def test_machines_read_the_sessions_but_no_example(tuesday, announce, page, author):
    workshop = announce(is_free=True)
    address = "/lieux/salle-de-l-epeule-roubaix/"
    assert '"startDate": "2026-11-24T14:00:00+01:00"' in page(address)
    edit_site(author, workshop.site, example_fields=["workshops"])
    assert "startDate" not in page(address)


def test_results_say_where_there_are_workshops(tuesday, announce, make_site, page):
    announce()
    make_site("Mairie")
    assert page("/lieux/").count("Propose aussi des ateliers.") == 1


def test_a_place_without_workshop_says_nothing_of_them(make_site, page):
    make_site("Mairie")
    assert "Ateliers</h2>" not in page("/lieux/mairie-roubaix/")
    assert "Ateliers cette semaine" not in page("/")
    assert "Aucun atelier" in page("/ateliers/")


def test_what_is_typed_is_text(tuesday, announce, page):
    announce("<script>alert(1)</script>", description="<b>x</b>")
    for path in ("/ateliers/", "/lieux/salle-de-l-epeule-roubaix/"):
        assert "<script>alert" not in page(path)


def test_public_pages_read_memory(tuesday, announce, client, django_assert_num_queries):
    announce()
    paths = ("/ateliers/", "/ateliers.ics", "/lieux/salle-de-l-epeule-roubaix/ateliers.ics")
    client.get("/ateliers/")
    for path in paths:
        with django_assert_num_queries(1):  # the version of the directory
            assert client.get(path).status_code == 200


# Calendars


def events(client, path):
    response = client.get(path)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    body = response.content
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    return Calendar.from_ical(body)


@pytest.mark.parametrize(
    "path",
    [
        "/ateliers.ics",
        "/ateliers/quartier/epeule.ics",
        "/ateliers/quartier/ouest.ics",
        "/lieux/salle-de-l-epeule-roubaix/ateliers.ics",
    ],
)
def test_calendars_say_the_sessions_in_paris_time(tuesday, announce, client, author, path):
    workshop = announce(description="Souris, clavier ; fichiers, dossiers. " * 5)
    cancel_session(author, workshop, date(2026, 12, 1), reason="formation")
    read = events(client, path)
    found = {str(one["uid"]): one for one in read.walk("VEVENT")}
    first = found[f"atelier-{workshop.pk}-20261124@testserver"]
    assert first["dtstart"].dt == datetime(2026, 11, 24, 14, tzinfo=ZONE)
    assert first["dtstart"].params["TZID"] == "Europe/Paris"
    assert str(first["status"]) == "CONFIRMED"
    cancelled = found[f"atelier-{workshop.pk}-20261201@testserver"]
    assert str(cancelled["status"]) == "CANCELLED"
    assert "formation" in cancelled["description"]
    assert [str(zone["tzid"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert len(found) == len(list(read.walk("VEVENT"))) > 20


def test_a_holiday_is_tentative(tuesday, announce, client):
    workshop = announce(rrule="FREQ=WEEKLY;BYDAY=FR")
    read = {str(one["uid"]): one for one in events(client, "/ateliers.ics").walk("VEVENT")}
    assert str(read[f"atelier-{workshop.pk}-20261225@testserver"]["status"]) == "TENTATIVE"


def test_another_quartier_has_its_own_calendar_and_an_unknown_one_none(tuesday, announce, client):
    announce()
    assert list(events(client, "/ateliers/quartier/alma.ics").walk("VEVENT")) == []
    assert client.get("/ateliers/quartier/nulle-part.ics").status_code == 404
    assert client.get("/lieux/nulle-part/ateliers.ics").status_code == 404


def test_a_telephone_that_has_the_calendar_is_told_so(tuesday, announce, client, author):
    workshop = announce()
    first = client.get("/ateliers.ics")
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/ateliers.ics", headers=again).status_code == 304
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert client.get("/ateliers.ics", headers=since).status_code == 304
    cancel_session(author, workshop, DAY)
    assert client.get("/ateliers.ics", headers=again).status_code == 200


def test_the_same_sessions_give_the_same_bytes(tuesday, announce, client):
    announce()
    first = client.get("/ateliers.ics").content
    load.forget()
    assert client.get("/ateliers.ics").content == first


def test_only_places_with_workshops_are_read():
    """…once a copy of the directory, whatever its size."""
    told = {"rrule": "FREQ=WEEKLY;BYDAY=TU", "start": date(2020, 1, 7), "at": time(14)}
    workshop = PublicWorkshop(id=1, title="Photos", minutes=60, updated_at=TUESDAY, **told)
    rows = [
        Row(
            number,
            f"lieu-{number}",
            encode(
                SiteDocument(
                    id=number,
                    slug=f"lieu-{number}",
                    name="Lieu",
                    commune="Roubaix",
                    workshops=(workshop,) if number % 100 == 0 else (),
                )
            ).encode(),
        )
        for number in range(2_000)
    ]
    directory = columns.build(1, Lists(), rows, DAY)
    assert len(directory.workshops) == 20
    assert number_this_week(directory, TUESDAY) == 20
    assert directory.workshops.between(DAY, DAY) is directory.workshops.between(DAY, DAY)
    assert coming(directory, TUESDAY + timedelta(hours=8)) == []


def test_addresses_are_quoted(tuesday, announce, page):
    announce(register="internet", register_url="https://exemple.fr/inscription?a=1&b=2")
    assert "https://exemple.fr/inscription?a=1&amp;b=2" in page("/ateliers/")
