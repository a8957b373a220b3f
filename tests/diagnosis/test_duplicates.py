"""Which listings may be one place: likely pairs, their reasons, and the guards."""

import random

import pytest

from places.actions.edit import edit_site, set_publication
from places.diagnosis.duplicates import LIKELY, compared, likely_duplicates, pairs
from places.diagnosis.duplicates.score import Guard
from places.diagnosis.duplicates.traits import street_of, traits
from places.directory import load
from places.models import Site
from places.press.document import SiteDocument
from places.vocabulary import Publication

HERE = {"latitude": 50.6900, "longitude": 3.1700, "precision": "exacte"}
NEXT_DOOR = {"latitude": 50.6901, "longitude": 3.1701, "precision": "exacte"}
FAR = {"latitude": 50.7000, "longitude": 3.1900, "precision": "exacte"}


def told(name, **fields):
    return traits(SiteDocument(id=1, slug="x", name=name, commune="Roubaix", **fields))


def compare(one, other):
    likeness = compared(one, other)
    assert likeness == compared(other, one), "the order of the two must not matter"
    return likeness


def reasons(one, other):
    return [reason.text for reason in compare(one, other).reasons]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            told("Comité de quartier de l’Épeule", address="2 rue de l'Epeule"),
            told("Comité de Quartier EPEULE", address="2, rue de l’Épeule"),
        ),
        (
            told("CCAS de Roubaix", phone="+33320000001"),
            told("Centre communal d’action sociale", phone="+33320000001"),
        ),
        (
            told("Médiathèque La Grand-Plage", **HERE),
            told("Mediatheque Grand Plage", **NEXT_DOOR),
        ),
        (
            told("Emmaüs Connect", pivot="12345678901234", address="4 bd de Paris"),
            told("Emmaus Connect Roubaix", pivot="12345678901234", address="4 boulevard de Paris"),
        ),
        (
            told("Maison de la famille", address="36 rue Raoul Follereau"),
            told("Maison de la famille", address="36 rue Raoul Follereau", **HERE),
        ),
    ],
)
def test_two_listings_of_one_place_are_likely(one, other):
    assert compare(one, other).score >= LIKELY


@pytest.mark.parametrize(
    ("one", "other", "guard"),
    [
        (
            told("Mairie de Roubaix", kinds=("mairie",), phone="+33320000001", **HERE),
            told("Médiathèque de la mairie", kinds=("bibliotheque",), phone="+33320000001", **HERE),
            Guard.KINDS,
        ),
        (told("Relais 2 du Pile", **HERE), told("Relais 3 du Pile", **HERE), Guard.NUMBERS),
        (told("France services", **HERE), told("France services", **FAR), Guard.FAR),
        (
            told("Comité de l’Alma", phone="+33320000001", **HERE),
            told("Secours populaire", phone="+33320000001", **HERE),
            Guard.NAMES,
        ),
        (
            told("France services"),
            traits(SiteDocument(id=2, slug="y", name="France services", commune="Croix")),
            Guard.COMMUNES,
        ),
    ],
)
def test_guards_settle_the_matter(one, other, guard):
    likeness = compare(one, other)
    assert likeness.guard == guard
    assert likeness.score == 0


def test_the_same_name_in_two_streets_is_not_enough():
    one = told("Médiathèque", address="3 rue du Moulin")
    other = told("Médiathèque", address="8 rue Pasteur")
    assert compare(one, other).score < LIKELY


def test_reasons_say_what_speaks_for_and_against():
    one = told("Centre social", phone="+33320000001", address="3 rue du Moulin", **HERE)
    other = told("Centre social", phone="+33320000002", address="3 r. du Moulin", **NEXT_DOOR)
    said = reasons(one, other)
    assert "Même nom" in said
    assert "Même adresse" in said
    assert "Téléphones différents" in said
    assert any(text.startswith("À 1") and text.endswith("m l’un de l’autre") for text in said)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 bis, bd de Paris", "12 bis boulevard de Paris"),
        ("5 Pl. St-Jean", "5 place Saint Jean"),
        ("3 rue du Général Leclerc", "3 r du Gal Leclerc"),
    ],
)
def test_addresses_are_compared_without_their_abbreviations(one, other):
    assert street_of(one) == street_of(other)


def test_the_directory_gives_its_likely_pairs_the_likeliest_first(make_site):
    make_site("Comité de l’Épeule", address="2 rue de l’Épeule", phone="+33320000001")
    make_site("Comité de quartier de l’Épeule", address="2 rue de l’Épeule")
    make_site("Comité de l’Epeule", address="2 rue de l’Épeule", phone="+33320000001")
    make_site("Mairie", address="17 Grand-Place")
    directory = load.current().directory
    pairs = likely_duplicates(directory)
    names = [(directory.document(p.first).name, directory.document(p.second).name) for p in pairs]
    assert names[0] == ("Comité de l’Épeule", "Comité de l’Epeule")
    assert len(names) == 3
    assert "Mairie" not in {name for pair in names for name in pair}


def test_a_switchboard_is_no_clue(make_site):
    for number in range(30):
        make_site(f"Bureau {chr(65 + number % 26)}{number}", phone="+33320664500")
    assert likely_duplicates(load.current().directory) == ()


def test_after_edits_the_pairs_are_those_of_a_new_comparison(make_site, author):
    """Also when a clue becomes too common, then rare again."""
    chance = random.Random(4)
    words = ("Alma", "Épeule", "Hommelet", "Sartel", "Potennerie")
    sites = [
        make_site(f"Maison {chance.choice(words)}", phone=f"+3332000000{chance.randrange(4)}")
        for _ in range(30)
    ]
    for _ in range(12):
        for site in chance.sample(sites, 3):
            name = f"Maison {chance.choice(words)} {chance.choice(words)}"
            edit_site(author, site, name=name, phone=f"+3332000000{chance.randrange(4)}")
        hidden = [chance.choice(sites).pk]
        state = chance.choice([Publication.ARCHIVED, Publication.PUBLISHED])
        set_publication(author, Site.objects.filter(pk__in=hidden), state)
        for site in sites:
            site.refresh_from_db()
        directory = load.current().directory
        assert likely_duplicates(directory) == pairs._Table().pairs_of(directory)


def test_after_an_edit_only_what_changed_is_compared_again(make_site, author, monkeypatch):
    shared = {"address": "2 rue de l’Épeule"}
    one, *_ = [make_site(f"Comité {word}", **shared) for word in ("Alma", "Épeule", "Sartel")]
    likely_duplicates(load.current().directory)
    compared_again = []
    compare = pairs._likeness
    monkeypatch.setattr(
        pairs, "_likeness", lambda *two: compared_again.append(two) or compare(*two)
    )
    edit_site(author, one, to_bring="Rien")
    likely_duplicates(load.current().directory)
    assert len(compared_again) == 2, "the one that changed with each of its neighbours"
