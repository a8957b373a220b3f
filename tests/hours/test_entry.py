"""Hours as they are typed in a form."""

import pytest

from places.hours.entry import NotUnderstood, read_entry, write_entry

from .examples import REAL as EXAMPLES

REAL = [osm for osm, _ in EXAMPLES]


@pytest.mark.parametrize(
    ("typed", "osm"),
    [
        ("", ""),
        ("  Mo-Fr 09:00-12:00 ", "Mo-Fr 09:00-12:00"),
        ("du lundi au vendredi de 9h à 12h", "Mo-Fr 09:00-12:00"),
        ("mardi et jeudi 14h-17h30", "Tu,Th 14:00-17:30"),
    ],
)
def test_french_and_osm_are_both_read(typed, osm):
    assert read_entry(typed) == osm


@pytest.mark.parametrize("typed", ["9h-12h", "le matin", "Mo-Fr 9h", "appelez-nous"])
def test_what_is_not_sure_is_told_and_never_guessed(typed):
    with pytest.raises(NotUnderstood, match="pas compris"):
        read_entry(typed)


@pytest.mark.parametrize("osm", REAL)
def test_what_the_form_shows_reads_back_as_the_same_hours(osm):
    assert read_entry(write_entry(osm)) == osm


def test_most_real_hours_are_shown_in_french():
    shown = [write_entry(osm) for osm in REAL]
    assert sum(text.startswith("Ouvert") for text in shown) > len(REAL) * 0.6


def test_an_unreadable_text_is_shown_as_it_is():
    assert write_entry("lundi matin") == "lundi matin"
