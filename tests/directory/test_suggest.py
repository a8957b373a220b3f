"""What is suggested while one types, as a specification."""

from dataclasses import replace
from datetime import date

import pytest

from places.actions.edit import set_publication
from places.directory import load
from places.directory.columns import build
from places.directory.suggest import (
    ADDRESSES,
    AREAS,
    NEEDS,
    PLACES,
    POSTAL_CODES,
    may_be_address,
    suggest,
    suggest_where,
)
from places.directory.understand import understand
from places.models import Site
from places.vocabulary import Publication

from ..conftest import publish_site, save_quartiers

ODD = [
    "",
    " ",
    "a",
    "😀",
    "\0",
    "\0\0ca\0",
    "مرحبا",
    "‮caf",
    "'\"<>&%_*",
    "ca" * 5000,
    "a " * 5000,
    "œ",
    "\ud800",
]


pytestmark = pytest.mark.django_db


def read_town():
    _, epeule, _ = save_quartiers()
    publish_site("Comité de quartier de l’Épeule", district=epeule, postal_code="59100")
    publish_site("Médiathèque La Grand-Plage", postal_code="59100")
    publish_site("Médiathèque des Capucins", commune="Lille", postal_code="59800")
    publish_site("Maison pour tous", commune="Croix", postal_code="59170")
    publish_site("Médiathèque cachée", publication=Publication.DRAFT)
    return load.current().directory


@pytest.fixture(scope="module")
def directory(lasting):
    return lasting(read_town)


def labels(groups, title):
    return [line.label for group in groups if group.title == title for line in group.suggestions]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("im", "Imprimer"),
        ("IMPRI", "Imprimer"),
        ("boite mel", "Boîte mail"),
        ("mail", "Boîte mail"),
        ("passe mot", "Mot de passe oublié"),
        ("d'impression", "Imprimer"),
        ("imprimantes", "Imprimer"),
        ("pole emp", "France Travail"),
        ("rsa", "RSA, prime d’activité"),
        ("kaf", "CAF"),
    ],
)
def test_a_need_is_found_by_its_name_and_by_the_words_of_residents(directory, typed, first):
    assert labels(suggest(typed, directory), NEEDS)[0] == first


@pytest.mark.parametrize("typed", ["imprimer", "caf", "boite", "mo"])
def test_a_need_is_suggested_once_and_at_most_five_are(directory, typed):
    found = labels(suggest(typed, directory), NEEDS)
    assert 1 <= len(found) == len(set(found)) <= 5


def test_a_word_said_whole_is_not_the_beginning_of_another(directory):
    assert "Réparer" not in labels(suggest("caf", directory), NEEDS)  # « café réparation »


@pytest.mark.parametrize(
    ("typed", "first"),
    [("inpri", "Imprimer"), ("imprrim", "Imprimer"), ("franse trav", "France Travail")],
)
def test_typing_errors_are_mended_when_nothing_answers(directory, typed, first):
    assert labels(suggest(typed, directory), NEEDS)[0] == first


def test_needs_of_a_whole_sentence_are_found(directory):
    groups = suggest("je voudrais imprimer mon attestation de la caf", directory)
    assert labels(groups, NEEDS) == ["Imprimer", "CAF"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("medi", ["Médiathèque des Capucins", "Médiathèque La Grand-Plage"]),
        ("mediatheque la", ["Médiathèque La Grand-Plage", "Médiathèque des Capucins"]),
        ("plage gra", ["Médiathèque La Grand-Plage"]),
        ("mediatheque lil", ["Médiathèque des Capucins"]),
        ("comite epeule", ["Comité de quartier de l’Épeule"]),
        ("maison pour tou", ["Maison pour tous"]),
        ("lille", []),
        ("cachee", []),
    ],
)
def test_a_place_is_found_by_the_words_of_its_name_and_where_it_is(directory, typed, expected):
    assert labels(suggest(typed, directory), PLACES) == expected


def test_a_place_says_its_quartier_and_its_commune(directory):
    (line,) = suggest("comite", directory)[0].suggestions
    assert (line.detail, line.slug) == ("Épeule, Roubaix", "comite-de-quartier-de-l-epeule-roubaix")


def test_a_place_taken_away_is_no_longer_suggested(directory, author):
    set_publication(author, Site.objects.filter(name="Maison pour tous"), Publication.ARCHIVED)
    groups = suggest("maison", load.current().directory)
    assert labels(groups, PLACES) == []
    assert labels(suggest_where("croix", load.current().directory), AREAS) == []


def test_a_quartier_typed_as_a_need_goes_to_the_other_box(directory):
    groups = suggest("epeu", directory)
    (line,) = groups[-1].suggestions
    assert (line.label, line.detail) == ("Épeule", "Quartier, Roubaix")
    assert (line.need, line.where) == ("", "Épeule")


def test_a_need_and_a_quartier_typed_together_go_each_to_its_box(directory):
    (group,) = suggest("je veux imprimer à l'épeu", directory)
    (line,) = group.suggestions
    assert (line.label, line.need, line.where) == ("Imprimer · Épeule", "Imprimer", "Épeule")


@pytest.mark.parametrize("typed", ["rue de l'epeule", "12 rue de l'épeule", "place alma"])
def test_a_street_is_not_taken_for_a_need_in_a_quartier(directory, typed):
    assert labels(suggest(typed, directory), AREAS) == []


def test_groups_come_in_one_order(directory):
    groups = suggest("ma", directory, addresses=["Rue Ma Campagne, Roubaix"])
    assert [group.title for group in groups] == [NEEDS, PLACES, ADDRESSES]


def test_addresses_given_are_kept_to_four_and_fill_the_other_box(directory):
    groups = suggest("rue", directory, addresses=[f"{n} rue Neuve" for n in range(9)])
    lines = groups[-1].suggestions
    assert len(lines) == 4
    assert (lines[0].need, lines[0].where) == ("", "0 rue Neuve")


@pytest.mark.parametrize(
    ("typed", "title", "expected"),
    [
        ("épe", AREAS, ["Épeule"]),
        ("l'epeule", AREAS, ["Épeule"]),
        ("epeulle", AREAS, ["Épeule"]),
        ("rou", AREAS, ["Roubaix"]),
        ("591", POSTAL_CODES, ["59100", "59170"]),
        ("59800", POSTAL_CODES, ["59800"]),
        ("12 rue", POSTAL_CODES, []),
        ("imprimer", AREAS, []),
    ],
)
def test_where_finds_quartiers_communes_and_postal_codes(directory, typed, title, expected):
    assert labels(suggest_where(typed, directory), title) == expected


def test_where_leaves_the_box_of_needs_alone(directory):
    groups = suggest_where("epeule", directory, addresses=["Rue de l’Épeule, Roubaix"])
    assert [group.title for group in groups] == [AREAS, ADDRESSES]
    assert {line.need for group in groups for line in group.suggestions} == {None}


@pytest.mark.parametrize("typed", ODD)
def test_odd_texts_never_raise(directory, typed):
    suggest(typed, directory)
    suggest_where(typed, directory)


@pytest.mark.parametrize("typed", ["xyzzy", "m", "a"])
def test_nothing_is_said_when_nothing_is_meant(directory, typed):
    assert suggest(typed, directory) == []


def test_the_name_of_each_need_is_understood_by_the_search(directory):
    for need in directory.lists.needs:
        assert need.code in understand(need.name, directory.lexicon).needs


def test_an_empty_directory_suggests_needs_only(directory):
    lists = replace(directory.lists, districts=())
    empty = build(0, lists, (), date.today())
    assert [group.title for group in suggest("imprimer", empty)] == [NEEDS]
    assert suggest_where("roubaix", empty) == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("12", True), ("rue de lan", True), ("imprimer", False), ("", False)],
)
def test_a_text_that_may_be_an_address_is_recognised(typed, expected):
    assert may_be_address(typed) is expected
