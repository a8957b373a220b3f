"""« Corriger » : nothing typed is lost, nothing of others is touched, what waits is said."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from places.actions.edit import edit_site
from places.models import Proposal, PublishedSite
from places.vocabulary import Confirmation, Direct, Origin, SiteStatus

from .correction_page import Page, text

pytestmark = pytest.mark.usefixtures("on_a_known_day")


# ── The page ────────────────────────────────────────────────────────────────────────────────────


def test_the_page_shows_a_row_a_day_and_what_waits(open_page):
    assert open_page.fields["h0"] == ["fermé"]
    assert open_page.fields["h2"] == ["9 h à 12 h et 14 h à 17 h"]
    page = text(open_page.response)
    assert page.count("Publié tout de suite.") == 3
    assert "Relu d’abord par la coordination" in page


def test_looking_changes_nothing_and_shows_before_and_after(open_page, place):
    page = open_page.press("voir", h2="14h-18h", phone="03.20.66.45.01")
    assert "le mercredi de 14 h à 18 h" in page
    assert (
        "Avant : « Ouvert" in page.replace("</span>", "").replace('<span class="hint">', "")
        or "Avant" in page
    )
    assert "03 20 66 45 01" in page
    place.refresh_from_db()
    assert place.hours == "Tu-Fr 09:00-12:00,14:00-17:00"
    assert place.confirmed_at is None


def test_sending_publishes_confirms_and_signs(open_page, contact):
    site = open_page.send(h2="14h-18h", phone="03 20 66 45 01")
    assert site.hours == "Tu,Th,Fr 09:00-12:00,14:00-17:00; We 14:00-18:00"
    assert site.phone == "+33320664501"
    assert site.confirmed_how == Confirmation.LINK
    assert "We 14:00-18:00" in str(PublishedSite.objects.get(site=site).payload)
    record = site.history.filter(hours=site.hours).earliest()
    assert record.act.origin == Origin.LINK
    assert contact.name in record.act.author
    assert not Proposal.objects.exists()
    thanks = text(open_page.client.get(f"/maj/{site.pk}/corriger/merci/"))
    assert "C’est publié : les horaires, le téléphone" in thanks


def test_going_back_keeps_all_that_was_typed(open_page):
    typed = {"h2": "14h-18h", "h5": "comme mardi", "x0": "fermé en août", "name": "Salle neuve"}
    typed |= {"to_bring": "Vos lunettes"}
    open_page.press("voir", **typed)
    open_page.press("corriger")
    assert {name: open_page.fields[name][0] for name in typed} == typed


def test_nothing_changed_is_a_confirmation(open_page):
    assert "Vous n’avez rien changé" in open_page.press("voir")
    site = open_page.send()
    assert site.confirmed_at is not None
    assert site.hours == "Tu-Fr 09:00-12:00,14:00-17:00"


# ── Hours ───────────────────────────────────────────────────────────────────────────────────────


def test_copying_monday_loses_nothing(open_page):
    open_page.press("copier", h0="9h-12h", phone="03 20 00", name="Salle neuve")
    assert [open_page.fields[f"h{n}"][0] for n in range(7)] == ["9h-12h"] * 7
    assert open_page.fields["name"] == ["Salle neuve"]
    assert open_page.fields["phone"] == ["03 20 00"]


def test_one_day_like_monday(open_page):
    open_page.press("comme:5", h0="9h-12h")
    assert open_page.fields["h5"] == ["9h-12h"]
    assert open_page.fields["h6"] == ["fermé"]


def test_a_sentence_fills_the_week_and_what_it_leaves_unclear_is_said(open_page):
    open_page.press("remplir", toute="du lundi au vendredi de 9h à 12h, fermé les jours fériés")
    assert open_page.fields["h0"] == ["9 h à 12 h"]
    assert open_page.fields["x0"] == ["Fermé les jours fériés"]
    assert open_page.fields["toute"] == [""]
    page = open_page.press("remplir", toute="quand Paulette est là")
    assert "Nous n’avons pas compris : « quand Paulette" in page
    assert open_page.fields["toute"] == ["quand Paulette est là"]
    assert open_page.fields["h0"] == ["9 h à 12 h"]


def test_a_sentence_not_filled_yet_is_never_dropped(open_page):
    site = open_page.send(toute="le lundi de 9h à 12h")
    assert site.hours == "Mo 09:00-12:00"
    assert "Nous n’avons pas compris" in open_page.press("voir", toute="bof")
    assert open_page.response.status_code == 400


def test_a_row_is_read_back(open_page):
    page = open_page.press("relire", h2="14h-18h")
    assert "Ouvert le mercredi de 14 h à 18 h." in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"h2": "quand je peux"}, "Nous n’avons pas compris : « quand je peux"),
        ({"h2": "vendredi 9h-12h"}, "un seul jour"),
        ({"x0": "pendant les vacances scolaires : fermé"}, "dans « Fermetures »"),
        ({"x0": "premier mercredi du mois : 18h-20h"}, "« en plus » ou « à la place »"),
        ({"phone": "allô"}, "Ce n’est pas un numéro"),
        ({"phone": "03 20"}, "le bon nombre de chiffres"),
        ({"name": ""}, "obligatoire"),
        ({"postal_code": "591"}, "Cinq chiffres"),
        ({"emails": "pas une adresse"}, "n’est pas une adresse de courriel"),
        ({"n0_du": "hier"}, "Écrivez une date comme"),
        ({"n0_du": "2026-12-24"}, "Jusqu’à quand ?"),
        ({"n0_du": "2026-12-24", "n0_au": "2026-12-23"}, "avant le début"),
        ({"n0_du": "2026-11-01", "n0_au": "2026-11-02"}, "est passée"),
        ({"n0_raison": "travaux", "n0_au": "2026-12-24"}, "À partir de quel jour ?"),
        ({"n0_du": "2026-12-24", "n0_au": "2026-12-25", "n0_sans_fin": "oui"}, "Choisissez"),
        ({"n0_du": "2026-12-24", "n0_au": "2026-12-25", "n0_horaires": "bof"}, "pas compris"),
        (
            {
                "n0_du": "2026-12-24",
                "n0_au": "2026-12-25",
                "n0_raison": "a" * 150,
                "n0_ailleurs": "b" * 99,
            },
            "trop long",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(open_page, place, typed, said):
    kept = {"to_bring": "Vos lunettes", "h6": "10h-12h"} | typed
    for button in ("voir", "envoyer"):
        page = open_page.press(button, **kept)
        assert open_page.response.status_code == 400
        name = next(iter(re.findall(r'id="(\w+)_error"', page)))
        message = re.search(rf'id="{name}_error">([^<]+)<', page)[1]
        assert said in message
        assert f"{name}_error" in re.search(rf'<(?:input|textarea)[^>]*id="{name}"[^>]*>', page)[0]
        for one, held in kept.items():
            assert open_page.fields[one] == [held]
    place.refresh_from_db()
    assert place.to_bring == ""
    assert place.confirmed_at is None


@pytest.mark.parametrize(
    "hours", ["Mo 10:00-12:00; SH off", "un jour sur deux", 'Mo-Fr 09:00-12:00; Su off "marché"']
)
def test_hours_that_rows_cannot_show_are_never_emptied(as_partner, place, author, hours):
    edit_site(author, place, hours=hours)
    page = Page(as_partner, place)
    assert "Ils restent comme ils sont" in text(page.response)
    assert page.send(phone="03 20 66 45 01", **{f"h{n}": "" for n in range(7)}).hours == hours
    page = Page(as_partner, place)
    page.press("", reecrire="oui")
    assert "h0" in page.fields
    assert page.send().hours == hours
    page = Page(as_partner, place)
    page.press("", reecrire="oui")
    assert page.send(h0="9h-12h").hours == "Mo 09:00-12:00"


def test_readable_hours_are_not_emptied_by_empty_rows(open_page, place):
    page = open_page.press("envoyer", **{f"h{n}": "" for n in range(7)})
    assert open_page.response.status_code == 400
    assert "écrivez « fermé »" in page
    place.refresh_from_db()
    assert place.hours


def test_an_untouched_week_stays_word_for_word(as_partner, place, author):
    hours = "Tu-Th 09:00-12:00; Fr 09:00-12:00; PH off"
    edit_site(author, place, hours=hours)
    assert Page(as_partner, place).send(phone="03 20 66 45 01").hours == hours


# ── Closures ────────────────────────────────────────────────────────────────────────────────────


def test_closures_are_added_and_removed(open_page, place, author):
    site = open_page.send(
        n0_du="24/12/2026", n0_au="2027-01-02", n0_raison="Vacances", n0_ailleurs="à la mairie"
    )
    closure = site.closures.get()
    assert (closure.start, closure.end) == (date(2026, 12, 24), date(2027, 1, 2))
    assert closure.reason == "Vacances. Pendant ce temps : à la mairie"
    again = Page(open_page.client, place)
    assert "Enlever : du jeudi 24 décembre" in text(again.response)
    again.send(enlever=f"{closure.start}_{closure.end}")
    assert not place.closures.exists()


def test_a_closure_without_end_and_with_other_hours(open_page):
    site = open_page.send(n0_du="2026-12-01", n0_sans_fin="oui", n0_horaires="lundi 9h-12h")
    closure = site.closures.get()
    assert closure.end is None
    assert closure.replacement == "Mo 09:00-12:00"


def test_past_closures_stay(open_page, place, author):
    past = {"start": date(2026, 1, 1), "end": date(2026, 1, 2), "reason": "Inventaire"}
    edit_site(author, place, parts={"closures": [past]})
    open_page.send(n0_du="2026-12-24", n0_au="2026-12-25")
    assert place.closures.count() == 2


def test_the_coming_holidays_are_offered(open_page):
    page = text(open_page.response)
    assert "Vacances de Noël (du samedi 19 décembre au dimanche 3 janvier 2027)" in page
    assert "Noël (vendredi 25 décembre)" in page
    assert "Vacances d’hiver (du samedi 20 février" in page
    open_page.press("fermer:2026-12-19:2027-01-03:Vacances de Noël", h2="14h-18h")
    assert open_page.fields["n0_du"] == ["2026-12-19"]
    assert open_page.fields["h2"] == ["14h-18h"]
    assert "Noël (vendredi 25 décembre)" not in text(open_page.response)
    open_page.press("oter:0")
    assert "n0_du" not in open_page.fields


def test_the_zone_is_a_setting(as_partner, place, settings):
    settings.SCHOOL_ZONE = "A"
    assert "samedi 13 février" in text(Page(as_partner, place).response)


# ── What waits ──────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_the_partners_waits_as_one_proposal(open_page, contact):
    typed = {"name": "Salle neuve", "services": ["demarches"], "closed": "oui"}
    page = open_page.press("voir", h2="14h-18h", **typed)
    assert "Relu d’abord par la coordination" in page
    assert "Salle neuve" in page.split("Relu d’abord")[1]
    site = open_page.send(h2="14h-18h", **typed)
    assert site.name == "Salle de l’Épeule"
    assert site.status == SiteStatus.OPEN
    proposal = Proposal.objects.get()
    assert proposal.origin == Origin.LINK
    assert proposal.email == contact.email
    assert set(proposal.changes) == {"name", "status"}
    assert [row["category"] for row in proposal.parts["services"]] == ["demarches"]
    thanks = text(open_page.client.get(f"/maj/{site.pk}/corriger/merci/"))
    assert "La coordination relit d’abord : le nom, les aides proposées" in thanks


def test_the_coordinator_says_what_an_actor_publishes_itself(as_partner, place, actor):
    actor.direct = [Direct.NAME]
    with_direct(actor)
    site = Page(as_partner, place).send(
        name="Salle neuve", h2="14h-18h", n0_du="2026-12-24", n0_sans_fin="oui"
    )
    assert site.name == "Salle neuve"
    assert site.hours == place.hours
    assert not site.closures.exists()
    proposal = Proposal.objects.get()
    assert "hours" in proposal.changes
    assert "closures" in proposal.parts


def with_direct(actor) -> None:
    type(actor).objects.filter(pk=actor.pk).update(direct=actor.direct)


def test_a_service_kept_keeps_its_details(as_partner, place, author, actor):
    rows = [{"category": "demarches", "details": "CAF"}, {"category": "acces"}]
    edit_site(author, place, parts={"services": rows})
    actor.direct = [*actor.direct, Direct.SERVICES]
    with_direct(actor)
    Page(as_partner, place).send(services=["demarches"])
    assert place.services.get().details == "CAF"


# ── While typing ────────────────────────────────────────────────────────────────────────────────


def test_a_row_is_read_while_it_is_typed(as_partner):
    rows = {"h0": "9h-12h", "h3": "comme lundi"}
    headers = {"HX-Trigger-Name": "h3"}
    said = text(as_partner.post("/maj/lire-horaires/", rows, headers=headers))
    assert "Ouvert le jeudi de 9 h à 12 h." in said
    wrong = text(as_partner.post("/maj/lire-horaires/", {"h3": "<b>"}, headers=headers))
    assert "pas compris" in wrong
    assert Client().post("/maj/lire-horaires/", rows).status_code == 302


@pytest.mark.parametrize("closures", [1, 40])
def test_the_page_costs_the_same_for_one_closure_or_forty(
    as_partner, place, author, closures, django_assert_max_num_queries
):
    first = date(2027, 1, 4)
    days = [first + timedelta(weeks=week) for week in range(closures)]
    edit_site(author, place, parts={"closures": [{"start": day, "end": day} for day in days]})
    assert place.closures.count() == closures
    with django_assert_max_num_queries(12):
        assert as_partner.get(f"/maj/{place.pk}/corriger/").status_code == 200


def test_the_rest_is_folded_until_something_in_it_is_written(open_page):
    assert "<details>" in text(open_page.response)
    assert "<details open>" in open_page.press("relire", name="Salle neuve")
