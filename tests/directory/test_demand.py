"""What may be counted of a search, and which of its words may be kept: never who searched."""

import pytest
from django.http import QueryDict

from places.directory import load
from places.directory.demand import Demand, demands_of, district_of, unknown_texts
from places.directory.search import search
from places.web import query


@pytest.fixture
def asked(districts, make_site, tuesday_at_ten):
    """asked("q=imprimer") → (its demands, its unknown texts)."""
    make_site(
        "Comité de l’Épeule",
        fees=["gratuit"],
        hours="Mo-Fr 09:00-12:00",
        services=[{"category": "acces", "needs": ["imprimer", "wifi"]}],
    )
    make_site("Centre Alma", services=[{"category": "demarches", "needs": ["caf"]}])

    def read(address: str):
        directory = load.current().directory
        found = query.read(QueryDict(address), directory, tuesday_at_ten)
        answer = search(directory, found.query, tuesday_at_ten)
        return demands_of(answer, district_of(answer, found.located)), unknown_texts(answer)

    return read


@pytest.mark.parametrize(
    ("address", "demand"),
    [
        ("q=imprimante", Demand("imprimer", results=1)),
        ("besoin=imprimer", Demand("imprimer", results=1)),
        ("q=imprimer samedi", Demand("imprimer", emptied_by="ouvert:samedi")),
        ("besoin=imprimer&ouvert=samedi", Demand("imprimer", emptied_by="ouvert:samedi")),
        ("q=imprimer arabe", Demand("imprimer", emptied_by="langue:ar")),
        ("q=imprimer&rayon=1&lat=48&lon=2", Demand("imprimer", emptied_by="rayon")),
        (
            "q=imprimer&ouvert=samedi&fauteuil=1",
            Demand("imprimer", emptied_by="fauteuil:1 ouvert:samedi"),
        ),
        ("q=titre de séjour le samedi", Demand("titre-sejour")),
        ("q=mission locale", Demand(kind="mission-locale")),
        ("type=mission-locale", Demand(kind="mission-locale")),
        ("q=zorglub", Demand(nothing_understood=True)),
    ],
)
def test_a_search_is_a_need_how_many_places_and_what_left_none(asked, address, demand):
    assert asked(address)[0] == [demand]


def test_two_needs_are_one_search(asked):
    demands, _ = asked("q=imprimer caf")
    assert demands == [
        Demand("imprimer", emptied_by="besoin:caf"),
        Demand("caf", emptied_by="besoin:imprimer", is_extra=True),
    ]


@pytest.mark.parametrize(
    ("address", "district"),
    [
        ("q=imprimer", ""),
        ("q=imprimer&ou=Épeule", "epeule"),
        ("q=imprimer à l’Alma", "alma"),
        ("q=imprimer&quartier=alma", "alma"),
        ("q=imprimer&quartier=alma&quartier=epeule", ""),
        ("q=imprimer&ou=ouest", "ouest"),
        ("q=imprimer&lat=50.6886&lon=3.1641", "epeule"),
        ("q=imprimer&lat=48&lon=2", ""),
        ("q=imprimer&ou=Roubaix", ""),
        ("q=imprimer&ou=nulle part", ""),
    ],
)
def test_a_place_is_told_by_its_quartier_alone(asked, address, district):
    assert asked(address)[0][0].district == district


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("imprimer", ()),
        ("zorglub", ("zorglub",)),
        ("imprimer zorglub", ("zorglub",)),
        ("Zorglub d’Élébor", ("zorglub d elebor",)),
        ("zorglub imprimer blablou zorglub", ("zorglub", "blablou zorglub")),
        ("imprimer alma", ()),
        ("zorglub 12", ("zorglub",)),
        ("xy", ()),
    ],
)
def test_words_nobody_knows_are_told_side_by_side(asked, text, unknown):
    assert asked(f"q={text}")[1] == unknown


@pytest.mark.parametrize(
    "text",
    [
        "zorglub 06 12 34 56 78",
        "zorglub 0612345678",
        "zorglub allocataire 1234567",
        "zorglub né le 12/05/1980",
        "zorglub １２３４５６７",
        "zorglub jean@exemple.fr",
        "zorglub ＠exemple",
        "zorglub mais " + "blablou " * 12,
        "zorglub blablou machinchose trucmuche bidulette tartempion",
        "Mme Zorglub",
        "je m’appelle Zorglub",
        "12 rue de Zorglub",
    ],
)
def test_what_could_tell_who_typed_is_never_told(asked, text):
    assert asked(f"q={text}")[1] == ()


def test_where_somebody_is_leaves_no_word(asked):
    demands, unknown = asked("q=imprimer&ou=3 impasse Zorglub")
    assert (demands, unknown) == ([Demand("imprimer", results=1)], ())
