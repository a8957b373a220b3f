"""Fictional places for trials and benchmarks: as many and as uneven as real ones.

The same seed and rank always give the same place. Towns are real, everything else is invented:
telephone numbers are of the ranges that Arcep keeps for fiction, pivots start with 000, which no
SIREN does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ..vocabulary import (
    KIND_LABELS,
    KIND_TO_NATIONAL,
    LANGUAGE_LABELS,
    AccessMode,
    Audience,
    Category,
    EquipmentKind,
    Fee,
    Mobility,
    SpecialCare,
    SupportMode,
    Wheelchair,
)
from .national import PlaceRecord
from .plausible_hours import opening_hours
from .plausible_towns import TOWNS, Town

SOURCE = "Lieux fictifs (essai)"
EXAMPLE_FIELDS = ("name", "address", "position", "phone", "hours", "services")

# kind: how many of a hundred places, and how its name starts
_KINDS = {
    "bibliotheque": (18, "Médiathèque"),
    "mairie": (12, "Mairie annexe"),
    "france-services": (12, "France services"),
    "centre-social": (12, "Centre social"),
    "association": (12, "Association"),
    "ccas": (8, "CCAS"),
    "epn": (8, "Espace numérique"),
    "mission-locale": (4, "Mission locale"),
    "tiers-lieu": (4, "Tiers-lieu"),
    "mjc": (4, "MJC"),
    "maison-quartier": (3, "Maison de quartier"),
    "formation": (3, "Centre de formation"),
}
_CALLED = """Jean-Moulin Simone-Veil Louise-Michel Victor-Hugo Jules-Verne Marie-Curie Colette
Pablo-Neruda Joséphine-Baker Aimé-Césaire Berthie-Albrecht Olympe-de-Gouges Germaine-Tillion
Nelson-Mandela Rosa-Parks Ada-Lovelace Grace-Hopper Blaise-Pascal Gustave-Eiffel George-Sand
des-Tilleuls du-Lac du-Moulin des-Trois-Ponts de-la-Gare du-Port des-Remparts du-Canal
des-Platanes de-la-Fontaine des-Vignes du-Vieux-Marché de-l’Horloge des-Glycines
du-Belvédère des-Peupliers""".split()
_STREETS = """rue de la République|rue Victor-Hugo|avenue Jean-Jaurès|place du Marché|rue des Écoles
rue de l’Église|boulevard Gambetta|rue Pasteur|allée des Tilleuls|rue du Moulin|place de la Mairie
avenue de la Gare|rue des Jardins|chemin des Vignes|rue Jules-Ferry""".replace("\n", "|").split("|")
# Ranges of numbers that belong to nobody (Arcep, numéros dédiés aux œuvres audiovisuelles).
_FICTION = ("+3319900", "+3326191", "+3335301", "+3346571", "+3353649")
_BRINGING = ("", "", "Vos papiers d’identité", "Votre numéro fiscal et votre carte Vitale")
_CLOSING = ("Congés d’été", "Travaux", "Inventaire")


@dataclass(frozen=True)
class PlausiblePlace:
    """What the standard can say (`record`), and what only this site knows.

    `details`: fields of the site. `needs`: category → codes of needs, those not said left out.
    `equipment` and `closures`: fields of each row.
    """

    record: PlaceRecord
    details: Mapping[str, object]
    confirmed_days_ago: int | None
    needs: Mapping[str, list[str]] = field(default_factory=dict)
    equipment: Sequence[dict] = ()
    closures: Sequence[dict] = ()


def plausible_places(
    count: int, seed: int, today: date, needs: Mapping[str, Sequence[str]]
) -> Iterator[PlausiblePlace]:
    """`count` places; dates lie around `today`. `needs`: category → codes of its needs."""
    weights = [town.weight for town in TOWNS]
    for rank in range(1, count + 1):
        random = Random(f"{seed}/{rank}")
        town = random.choices(TOWNS, weights)[0]
        yield _place(random, identifier(seed, rank), rank, town, today, needs)


def identifier(seed: int, rank: int) -> str:
    return f"essai-{seed}-{rank:05}"


def _place(random: Random, external_id: str, rank: int, town: Town, today: date, needs):
    kind = random.choices(list(_KINDS), [share for share, _ in _KINDS.values()])[0]
    record = _record(random, external_id, rank, town, kind, today)
    return PlausiblePlace(
        record=record,
        details=_details(random),
        confirmed_days_ago=random.randrange(900) if random.random() < 0.6 else None,
        needs=_needs(random, record.categories, needs),
        equipment=_equipment(random, Category.ACCESS.value in record.categories),
        closures=_closures(random, today),
    )


def _record(
    random: Random, external_id: str, rank: int, town: Town, kind: str, today: date
) -> PlaceRecord:
    called = random.choice(_CALLED).replace("-", " " if random.random() < 0.3 else "-")
    name = f"{_KINDS[kind][1]} {called}"
    latitude, longitude = _position(random, town)
    municipal = kind in ("bibliotheque", "mairie", "ccas", "maison-quartier")
    contact = random.random() < 0.5
    return PlaceRecord(
        external_id=external_id,
        pivot=_pivot(rank, town if municipal else None),
        network=f"Ville de {town.name}" if municipal else "",
        name=name,
        commune=town.name,
        postal_code=town.postal_code,
        insee_code=town.insee_code,
        address=f"{random.randint(1, 180)} {random.choice(_STREETS)}",
        latitude=latitude,
        longitude=longitude,
        typologies=(KIND_TO_NATIONAL[kind],),
        phone=_phone(random) if random.random() < 0.8 else "",
        emails=(f"contact@lieu-{rank}.example",) if contact else (),
        websites=(f"https://lieu-{rank}.example/",) if contact else (),
        hours=opening_hours(random),
        summary=f"{KIND_LABELS[kind]} de {town.name} : lieu inventé pour essayer le site.",
        mobility=(Mobility.ITINERANT.value,) if random.random() < 0.05 else (),
        updated_on=today - timedelta(days=random.randrange(1200)),
        categories=_some(random, Category, 1, 5),
        audiences=_some(random, Audience, 0, 3),
        special_care=_some(random, SpecialCare, 0, 3),
        fees=_some(random, Fee, 1, 1) if random.random() < 0.9 else (),
        access_modes=_some(random, AccessMode, 0, 2),
        support_modes=_some(random, SupportMode, 0, 3),
    )


def _pivot(rank: int, town: Town | None) -> str:
    """A SIRET that nobody has: the town hall's, or the place's own."""
    if town is None:
        return f"00000{rank:09}"
    return f"0001{TOWNS.index(town):05}00001"


def _position(random: Random, town: Town) -> tuple[float | None, float | None]:
    """Around the centre, further in larger towns; one in fifteen is not known."""
    if random.random() < 1 / 15:
        return None, None
    spread = 0.004 + 0.0015 * town.weight**0.5
    return (
        round(town.latitude + random.gauss(0, spread), 6),
        round(town.longitude + random.gauss(0, spread), 6),
    )


def _phone(random: Random) -> str:
    prefix = random.choice(_FICTION)
    return prefix + "".join(random.choices("0123456789", k=12 - len(prefix)))


def _details(random: Random) -> dict[str, object]:
    languages = random.sample(sorted(set(LANGUAGE_LABELS) - {"fr"}), k=random.choice((0, 0, 1, 2)))
    return {
        "languages": ["fr", *languages] if languages else [],
        "wheelchair": random.choice(["", *Wheelchair.values]),
        "to_bring": random.choice(_BRINGING),
    }


def _needs(
    random: Random, categories: Sequence[str], needs: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Half of the services say which needs they serve."""
    said = [category for category in categories if random.random() < 0.5 and needs.get(category)]
    return {
        category: random.sample(needs[category], k=random.randint(1, min(4, len(needs[category]))))
        for category in said
    }


def _equipment(random: Random, has_computers: bool) -> list[dict]:
    if not has_computers:
        return []
    rows = [{"kind": EquipmentKind.COMPUTER.value, "count": random.randint(1, 12)}]
    if random.random() < 0.7:
        cents = random.choice((None, 0, 10, 15, 20))
        rows.append({"kind": EquipmentKind.PRINTER.value, "count": 1, "price_cents": cents})
    if random.random() < 0.5:
        rows.append({"kind": EquipmentKind.WIFI.value})
    return rows


def _closures(random: Random, today: date) -> list[dict]:
    """A few places close for some days, past, present or to come."""
    if random.random() > 0.03:
        return []
    start = today + timedelta(days=random.randint(-20, 60))
    end = start + timedelta(days=random.randint(0, 21))
    return [{"start": start, "end": end, "reason": random.choice(_CLOSING)}]


def _some(random: Random, choices, least: int, most: int) -> tuple[str, ...]:
    return tuple(random.sample(choices.values, k=random.randint(least, most)))
