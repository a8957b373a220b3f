"""What the agent reads aloud, sends and prints: short, true, in plain French."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from places.directory import load
from places.directory.search import Query, search
from places.web.cards import CardMaker
from places.web.desk.message import LONGEST_SMS, mail_url, sms_text, sms_url
from places.web.desk.words import sentences, wind
from tests.web.conftest import WEEKDAYS

URL = "https://aide.exemple.fr/lieux/comite-de-l-epeule-roubaix/"
DAY = "mardi 24 novembre"
NEAR = "à environ 8\u00a0min à pied"


@pytest.fixture
def told(make_site, tuesday_at_ten):
    """told(needs=…, **fields) → the document and the card of a place, at ten on a Tuesday."""

    def make(name="Comité de l’Épeule", **fields):
        fields.setdefault("hours", WEEKDAYS)
        fields.setdefault("services", [{"category": "acces", "needs": ["imprimer"]}])
        site = make_site(name, **fields)
        directory = load.current().directory
        query = Query(chosen={"besoin": frozenset({"imprimer"})})
        answer = search(directory, query, tuesday_at_ten)
        cards = CardMaker(answer, tuesday_at_ten).cards(0, 9)
        return directory.find(site.slug), next(c for c in cards if c.slug == site.slug)

    return make


def said(pair, near=NEAR, stays_home=False) -> list[str]:
    return [s.replace("\u00a0", " ") for s in sentences(*pair, near, stays_home=stays_home)]


def confirmed(pair):
    """The same card, its listing confirmed lately."""
    return pair[0], replace(pair[1], warning="")


def test_an_open_place(told):
    pair = told(access_modes=["se-presenter"], to_bring="Vos papiers.")
    assert said(confirmed(pair)) == [
        "Ce lieu peut vous aider : Comité de l’Épeule.",
        "C’est ouvert jusqu’à midi, à environ 8 min à pied.",
        "Venez sans rendez-vous, et apportez : vos papiers.",
    ]


def test_a_closed_place_says_when_it_opens(told):
    pair = told(hours="We 14:00-17:00")
    assert said(pair)[1] == "Ce lieu ouvre demain à 14 h, à environ 8 min à pied."


def test_an_appointment_comes_with_its_number(told):
    pair = told(access_modes=["telephoner"], phone="+33320664500")
    assert said(pair, "")[1:] == ["C’est ouvert jusqu’à midi.", "Appelez avant au 03 20 66 45 00."]


def test_an_old_listing_is_to_be_called_first(told):
    pair = told(phone="+33320664500", access_modes=["se-presenter"])
    assert pair[1].warning
    assert said(pair)[-1] == "Appelez avant au 03 20 66 45 00."


def test_a_place_open_to_all_asks_no_appointment_for_the_rest(told):
    services = [
        {"category": "acces", "needs": ["imprimer"], "appointment": "sans"},
        {"category": "demarches", "needs": ["caf"], "appointment": "avec"},
    ]
    pair = told(services=services, phone="+33320664500")
    assert said(confirmed(pair))[-1] == "Venez sans rendez-vous."


def test_unknown_hours_are_not_guessed(told):
    assert "ouvert" not in " ".join(said(told(hours=""))).lower().replace("ouverture", "")


def test_a_need_that_the_place_did_not_name_is_to_be_asked(told):
    pair = told(services=[{"category": "materiel"}, {"category": "acces"}])
    if pair[1].to_ask:
        assert said(pair)[0].startswith("Ce lieu peut peut-être vous aider, demandez d’abord")


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"home_visits": True}, "Quelqu’un peut venir chez vous : Comité de l’Épeule."),
        (
            {"support_modes": ["distance"]},
            "On peut vous aider par téléphone ou en vidéo : Comité de l’Épeule.",
        ),
    ],
)
def test_who_cannot_move_hears_nothing_of_the_way(told, fields, first):
    pair = told(phone="+33320664500", **fields)
    assert said(pair, stays_home=True) == [first, "Appelez le 03 20 66 45 00."]


def test_sentences_are_short(told):
    for fields in ({}, {"to_bring": "x" * 300}, {"access_modes": ["telephoner"]}):
        pair = told(phone="+33320664500", **fields)
        for sentence in said(pair):
            assert len(sentence.split()) <= 18
        assert 2 <= len(said(pair)) <= 3


@pytest.mark.parametrize(
    ("bearing", "words"),
    [
        (0, "vers le nord"),
        (22, "vers le nord"),
        (23, "vers le nord-est"),
        (90, "vers l’est"),
        (225, "vers le sud-ouest"),
        (350, "vers le nord"),
    ],
)
def test_winds(bearing, words):
    assert wind(bearing) == words


def test_a_text_message_says_what_is_needed(told):
    pair = told(phone="+33320664500", to_bring="Vos papiers", address="3 rue de l’Épeule")
    assert sms_text(*pair, DAY, URL).replace("\u00a0", " ").split("\n") == [
        "Comité de l’Épeule",
        "3 rue de l’Épeule, Roubaix",
        "Tél. 03 20 66 45 00",
        "Mardi 24 novembre : Ouvert jusqu’à midi",
        "À apporter : Vos papiers",
        URL,
    ]


def test_a_long_listing_still_fits_and_keeps_its_address(told):
    pair = told("Maison " * 40, to_bring="papiers " * 37, address="rue " * 60)
    text = sms_text(*pair, DAY, URL)
    assert len(text) <= LONGEST_SMS
    assert text.startswith("Maison")
    assert text.endswith(URL)
    assert len(sms_text(*pair, DAY, "https://" + "x" * 500)) <= LONGEST_SMS


def test_links_are_encoded_for_the_telephone_and_the_mail(told):
    pair = told("Café & Cie ? #1", address="3 rue de l’Épeule")
    sms = sms_url(*pair, DAY, URL)
    assert sms.startswith("sms:?body=")
    assert not set("&#? \n") & set(sms.removeprefix("sms:?body="))
    assert unquote(sms.removeprefix("sms:?body=")) == sms_text(*pair, DAY, URL)
    mail = mail_url(*pair, DAY, URL)
    fields = parse_qs(urlsplit(mail).query, strict_parsing=True)
    assert fields["subject"] == ["Un lieu pour vous aider\u00a0: Café & Cie ? #1"]
    assert fields["body"][0].split("\r\n")[-1] == URL
    assert "+" not in mail  # a mail program would show it
