"""How one gets in and what one finds: price, appointment, languages, wheelchair, equipment."""

from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import NamedTuple

from ...directory.facets import is_free, is_walk_in
from ...press.document import SiteDocument
from ...vocabulary import (
    LANGUAGE_LABELS,
    AccessMode,
    Appointment,
    EquipmentKind,
    Fee,
    Mobility,
    SupportMode,
    Wheelchair,
)
from .figures import Column, Figure, Listing, Row, Section, Table
from .reading import Places, asking

PRINTS = (EquipmentKind.PRINTER, EquipmentKind.COPIER)
PRICE = (
    "Prix d’une page en noir, tel que la fiche le dit pour l’imprimante ou le photocopieur. Un "
    "lieu qui dit deux prix compte pour le plus bas. Un prix qui n’est pas celui d’une page n’est "
    "pas compté."
)
Counts = dict[str, tuple[int, int]]  # see count_ways
A_PAGE = ("", "la page", "page", "une page")


class _Way(NamedTuple):
    """One thing a place offers or not; `told`: its listing lets us know."""

    name: str
    definition: str
    has: Callable[[SiteDocument], bool]
    told: Callable[[SiteDocument], bool]
    listing: Listing | None = None


def _fees(document: SiteDocument) -> set[str]:
    return set(document.fees).union(*(one.fees for one in document.services))


def _modes(document: SiteDocument) -> set[str]:
    return set(document.support_modes).union(*(one.support_modes for one in document.services))


def _appointments(document: SiteDocument) -> set[str]:
    return {one.appointment for one in document.services if one.appointment}


def _on_appointment(document: SiteDocument) -> bool:
    booked = {Appointment.REQUIRED, Appointment.BOTH} & _appointments(document)
    return bool(booked) or AccessMode.ONLINE_BOOKING in document.access_modes


def _tells_way_in(document: SiteDocument) -> bool:
    return bool(document.access_modes or _appointments(document))


WAYS = (
    _Way("Gratuit", "Une aide au moins est gratuite.", is_free, _fees, asking("gratuit", "1")),
    _Way(
        "Gratuit sous condition",
        "Une aide au moins est gratuite pour certaines personnes.",
        lambda one: Fee.CONDITIONAL in _fees(one),
        _fees,
    ),
    _Way("Payant", "Une aide au moins est payante.", lambda one: Fee.PAID in _fees(one), _fees),
    _Way(
        "Sans rendez-vous",
        "On peut venir sans rendez-vous, pour une aide au moins.",
        is_walk_in,
        _tells_way_in,
        asking("sansrdv", "1"),
    ),
    _Way(
        "Sur rendez-vous",
        "On peut prendre rendez-vous, ou il le faut, pour une aide au moins.",
        _on_appointment,
        _tells_way_in,
    ),
    _Way(
        "En fauteuil",
        "On entre en fauteuil, seul ou avec de l’aide.",
        lambda one: one.wheelchair in (Wheelchair.YES, Wheelchair.PARTLY),
        lambda one: one.wheelchair,
        asking("fauteuil", "1"),
    ),
    _Way(
        "À distance",
        "Par téléphone ou en vidéo, pour une aide au moins.",
        lambda one: SupportMode.REMOTE in _modes(one),
        _modes,
        asking("distance", "1"),
    ),
    _Way(
        "À domicile",
        "Quelqu’un se déplace chez les habitants.",
        lambda one: bool(one.home_visits),
        lambda one: one.home_visits is not None,
        asking("domicile", "1"),
    ),
    _Way(
        "Itinérant",
        "Le lieu se déplace.",
        lambda one: Mobility.ITINERANT in one.mobility,
        lambda one: one.mobility,
        asking("itinerant", "1"),
    ),
)


def access(places: Places, counts: Counts) -> Section:
    free, walk_in, wheelchair = (counts[n] for n in ("Gratuit", "Sans rendez-vous", "En fauteuil"))
    said = (
        f"Lieux gratuits, pour une aide au moins : {free[0]} sur {free[1]} qui disent leur prix. "
        f"Sans rendez-vous : {walk_in[0]} sur {walk_in[1]} qui le disent. "
        f"Où l’on entre en fauteuil : {wheelchair[0]} sur {wheelchair[1]} qui le disent."
    )
    tables = (_ways(places, counts), _languages(places), _equipment(places), _prices(places))
    return Section("acces", "Comment y entre-t-on, et qu’y trouve-t-on ?", tables, said)


def access_figures(places: Places, counts: Counts) -> tuple[Figure, ...]:
    codes = {
        "Gratuit": "gratuit",
        "Sans rendez-vous": "sans-rendez-vous",
        "En fauteuil": "fauteuil",
    }
    shares = [
        Figure.share(
            codes[way.name],
            way.name,
            *counts[way.name],
            f"{way.definition} Sur les lieux qui le disent.",
            way.listing,
        )
        for way in WAYS
        if way.name in codes
    ]
    prices, printing = _printing(places)
    price = Figure(
        "impression",
        "Prix d’une page imprimée",
        median(prices) / 100 if prices else None,
        len(prices),
        printing,
        f"Prix du milieu (médiane). {PRICE}",
        asking("besoin", "imprimer"),
        "€",
    )
    return *shares, price


def count_ways(places: Places) -> Counts:
    """By the name of a way: (places that have it, places that tell)."""
    found = {}
    for way in WAYS:
        told = [document for document in places.documents if way.told(document)]
        found[way.name] = sum(bool(way.has(document)) for document in told), len(told)
    return found


def _ways(places: Places, counts: Counts) -> Table:
    rows = []
    for way in WAYS:
        has, told = counts[way.name]
        share = round(100 * has / told, 1) if told else None
        rows.append(Row(way.name, (has, told - has, len(places) - told, share), way.listing))
    return Table(
        "conditions",
        "Conditions d’accès",
        "Condition",
        (
            Column("Oui"),
            Column("Non", "La fiche parle de ce sujet, et ne dit pas cela."),
            Column("Non renseigné", "La fiche ne parle pas de ce sujet."),
            Column("Part de oui", "Sur les lieux qui le disent.", "%"),
        ),
        tuple(rows),
        " ".join(f"{way.name} : {way.definition}" for way in WAYS),
        places.out_of,
        chart=0,
    )


def _languages(places: Places) -> Table:
    found = Counter(code for document in places.documents for code in set(document.languages))
    order = list(LANGUAGE_LABELS)
    rows = [
        Row(LANGUAGE_LABELS.get(code, code), (number,), asking("langue", code))
        for code, number in sorted(
            found.items(),
            key=lambda one: (-one[1], order.index(one[0]) if one[0] in order else len(order)),
        )
    ]
    told = sum(bool(document.languages) for document in places.documents)
    return Table(
        "langues",
        "Langues parlées",
        "Langue",
        (Column("Lieux", "Un lieu compte dans chaque langue qu’il dit parler."),),
        (*rows, Row("Non renseigné", (len(places) - told,))),
        "Langues que dit la fiche. Un lieu qui n’en dit aucune n’est pas compté comme parlant "
        "seulement français.",
        places.out_of,
    )


def _equipment(places: Places) -> Table:
    rows = []
    for code, label in EquipmentKind.choices:
        held = [
            one for document in places.documents for one in document.equipment if one.kind == code
        ]
        counted = [one.count for one in held if one.count is not None]
        rows.append(Row(label, (len(held), sum(counted), len(held) - len(counted))))
    told = sum(bool(document.equipment) for document in places.documents)
    return Table(
        "materiel",
        "Matériel pour le public",
        "Matériel",
        (
            Column("Lieux", "Lieux qui disent en avoir."),
            Column("Appareils", "Somme des nombres dits."),
            Column("Lieux sans nombre", "Lieux qui disent en avoir, sans dire combien."),
        ),
        tuple(rows),
        "Matériel que dit la fiche.",
        f"{places.out_of} Matériel non renseigné : {len(places) - told}.",
        chart=0,
    )


def _printing(places: Places) -> tuple[list[int], int]:
    """The price of each place in cents, ascending; how many places print."""
    printing = [
        [one for one in document.equipment if one.kind in PRINTS] for document in places.documents
    ]
    printing = [machines for machines in printing if machines]
    prices = [
        [m.price_cents for m in machines if m.price_cents is not None and _is_a_page(m.price_unit)]
        for machines in printing
    ]
    return sorted(min(told) for told in prices if told), len(printing)


def _is_a_page(unit: str) -> bool:
    return unit.strip().lower() in A_PAGE


def _prices(places: Places) -> Table:
    prices, printing = _printing(places)
    told = [prices[0], median(prices), prices[-1]] if prices else [None] * 3
    said = ("Le moins cher", "Au milieu (médiane)", "Le plus cher")
    rows = [
        Row(name, (None if cents is None else cents / 100,))
        for name, cents in zip(said, told, strict=True)
    ]
    return Table(
        "impression",
        "Prix d’une page imprimée",
        "Prix",
        (Column("Euros la page", PRICE, "€"),),
        tuple(rows),
        PRICE,
        f"Lieux qui disent leur prix : {len(prices)}, sur {printing} où l’on imprime.",
    )
