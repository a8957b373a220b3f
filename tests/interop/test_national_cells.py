from datetime import date

import pytest

from places.interop import national_cells as cells
from places.interop.national import Level
from places.vocabulary import Category, SupportMode, Training


def levels(reading) -> list[Level]:
    return [finding.level for finding in reading.findings]


@pytest.mark.parametrize(
    ("text", "postal_code", "value", "told"),
    [
        ("+33180059880", "", "+33180059880", []),
        ("01 80 05 98 80", "", "+33180059880", [Level.CORRECTED]),
        ("+33 (0)1 80 05 98 80", "", "+33180059880", [Level.CORRECTED]),
        ("0262 12 34 56", "97400", "+262262123456", [Level.CORRECTED]),
        ("+33612345678", "", "+33612345678", [Level.PERSONAL]),
        ("01 80 05 98 80 / 06 12 34 56 78", "", "+33180059880", [Level.UNREAD]),
        ("3646", "", "", [Level.UNREAD]),
        ("appeler la mairie", "", "", [Level.UNREAD]),
        ("+32 2 123 45 67", "", "", [Level.UNREAD]),
    ],
)
def test_phone(text, postal_code, value, told):
    reading = cells.phone(text, postal_code)
    assert (reading.value, levels(reading)) == (value, told)


@pytest.mark.parametrize(
    ("latitude", "longitude", "value", "told"),
    [
        ("50.6927", "3.17785", (50.6927, 3.17785), []),
        ("50,6927", "3,17785", (50.6927, 3.17785), [Level.CORRECTED]),
        ("-20.879", "55.448", (-20.879, 55.448), []),
        ("0", "0", (None, None), [Level.UNREAD]),
        ("0.0", "0,0", (None, None), [Level.UNREAD]),
        ("50.69", "", (None, None), [Level.UNREAD]),
        ("3.17", "50.69", (None, None), [Level.UNREAD]),
        ("95", "3", (None, None), [Level.UNREAD]),
        ("nan", "inf", (None, None), [Level.UNREAD]),
        ("1e999", "3", (None, None), [Level.UNREAD]),
    ],
)
def test_position_is_whole_and_in_france(latitude, longitude, value, told):
    north, east = cells.position(latitude, longitude)
    assert (north.value, east.value) == value
    assert levels(north) == told == levels(east)


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("2024-04-02", date(2024, 4, 2), []),
        ("2022-09-26 19:00:45", date(2022, 9, 26), [Level.CORRECTED]),
        ("2022-09-26T19:00:45Z", date(2022, 9, 26), [Level.CORRECTED]),
        ("02/04/2024", date(2024, 4, 2), [Level.CORRECTED]),
        ("2024-02-31", None, [Level.UNREAD]),
        ("hier", None, [Level.UNREAD]),
    ],
)
def test_day(text, value, told):
    reading = cells.day(text)
    assert (reading.value, levels(reading)) == (value, told)


@pytest.mark.parametrize(
    ("reader", "text", "value", "told"),
    [
        (cells.postal_code, "59100", "59100", []),
        (cells.postal_code, "59 100", "59100", [Level.CORRECTED]),
        (cells.postal_code, "1000", "01000", [Level.CORRECTED]),
        (cells.postal_code, "CEDEX", "", [Level.UNREAD]),
        (cells.insee_code, "2A004", "2A004", []),
        (cells.insee_code, "20004", "", [Level.UNREAD]),
        (cells.pivot, "43493312300029", "43493312300029", []),
        (cells.pivot, "434 933 123 00029", "43493312300029", [Level.CORRECTED]),
        (cells.pivot, "W595000001", "W595000001", []),
        (cells.pivot, "12", "", [Level.UNREAD]),
        (cells.url(500), "www.ville.fr", "https://www.ville.fr", [Level.CORRECTED]),
        (cells.url(500), "voir le site", "", [Level.UNREAD]),
        (cells.url(20), "https://" + "a" * 20 + ".fr", "", [Level.UNREAD]),
    ],
)
def test_codes_and_addresses(reader, text, value, told):
    reading = reader(text)
    assert (reading.value, levels(reading)) == (value, told)


@pytest.mark.parametrize(
    ("choices", "text", "value", "told"),
    [
        (Category, "Compréhension du monde numérique", ("comprendre",), []),
        (Category, "Comprehension du monde numérique", ("comprendre",), [Level.CORRECTED]),
        (
            Category,
            "AIDE AUX DEMARCHES ADMINISTRATIVES ; Soudure",
            ("demarches",),
            [Level.CORRECTED, Level.UNREAD],
        ),
        (Training, "Étapes numériques (La Poste)", ("etapes",), [Level.CORRECTED]),
        (SupportMode, "À distance|En autonomie|À distance", ("distance", "autonomie"), []),
    ],
)
def test_labels_are_known_whatever_case_accents_and_separator(choices, text, value, told):
    reading = cells.labels(choices)(text)
    assert (reading.value, levels(reading)) == (value, told)


def test_unknown_typologies_are_kept_apart_in_their_order():
    reading = cells.typologies("SOUCOUPE|asso|PE|XYZ|ASSO")
    assert reading.value == (("ASSO", "FT"), ("SOUCOUPE", "XYZ"))


def test_semicolon_inside_a_web_address_does_not_cut_it():
    assert cells.websites("https://a.fr/x;y").value == ("https://a.fr/x;y",)
    assert cells.websites("https://a.fr/x; https://b.fr").value == (
        "https://a.fr/x",
        "https://b.fr",
    )


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("contact@ville-roubaix.fr", []),
        ("centre.social@ville-roubaix.fr", []),
        ("jeanne.dupont@ville-roubaix.fr", [Level.PERSONAL]),
        ("epn.alma@gmail.com", [Level.PERSONAL]),
        ("ville-roubaix.fr", [Level.UNREAD]),
    ],
)
def test_email_that_looks_personal_is_told(address, told):
    assert levels(cells.emails(address)) == told


def test_hours_are_kept_as_given_even_when_unreadable():
    assert cells.hours("Mo-Fr 09:00-12:00") == cells.Reading("Mo-Fr 09:00-12:00")
    reading = cells.hours("lundi matin")
    assert (reading.value, levels(reading)) == ("lundi matin", [Level.UNREAD])
