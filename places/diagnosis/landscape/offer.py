"""Who does what: actors, services, kinds of place, quartiers."""

from collections import Counter, defaultdict

from ...text import normalise
from ...vocabulary import KIND_LABELS, Category
from .figures import Column, Figure, Listing, Row, Section, Table
from .reading import Places, asking, in_table, some

SERVICE = (
    "Un service est une des neuf aides de la norme nationale, proposée par un lieu : un lieu qui "
    "propose trois aides compte trois services."
)
ACTOR = (
    "Un acteur est l’organisme nommé sur la fiche. Les lieux dont la fiche ne nomme aucun "
    "organisme ne comptent dans aucun acteur."
)
NO_KIND = "Nature non renseignée"
_PLACES = Column("Lieux", "Lieux montrés sur le site, fermés pour un temps compris.")


def offer(places: Places) -> Section:
    actors, services = len(_actors(places)), _services(places)
    said = (
        f"{some(services, 'service')} dans {some(len(places), 'lieu', 'lieux')}. "
        f"{some(actors, 'acteur nommé', 'acteurs nommés')}, "
        f"pour {some(_named(places), 'lieu', 'lieux')}."
    )
    tables = (_by_service(places), _by_kind(places), _by_quartier(places))
    return Section("offre", "Qui propose quoi ?", tables, said)


def offer_figures(places: Places) -> tuple[Figure, ...]:
    everything = Listing()
    actors = _actors(places)
    proposed = sum(len(services) for services in actors.values())
    return (
        Figure.count(
            "lieux", "Lieux", len(places), "Lieux montrés sur le site aujourd’hui.", everything
        ),
        Figure.count("acteurs", "Acteurs nommés", len(actors), ACTOR, everything),
        Figure.count("services", "Services", _services(places), SERVICE, everything),
        Figure(
            "services-par-acteur",
            "Services par acteur",
            round(proposed / len(actors), 1) if actors else None,
            proposed,
            len(actors),
            f"Services différents de chaque acteur nommé, sur le nombre de ces acteurs. {ACTOR}",
            in_table("acteurs-services"),
        ),
    )


def _actors(places: Places) -> dict[str, set[str]]:
    """Each actor's normalised name → the services it proposes somewhere."""
    found = defaultdict(set)
    for document in places.documents:
        if document.actor:
            found[normalise(document.actor)].update(one.category for one in document.services)
    return dict(found)


def _named(places: Places) -> int:
    return sum(bool(document.actor) for document in places.documents)


def _services(places: Places) -> int:
    return sum(len(document.services) for document in places.documents)


def _by_service(places: Places) -> Table:
    actors = _actors(places)
    proposed = Counter(one.category for document in places.documents for one in document.services)
    rows = [
        Row(
            label,
            (proposed[code], sum(code in services for services in actors.values())),
            asking("service", code),
        )
        for code, label in Category.choices
    ]
    without = sum(not document.services for document in places.documents)
    total = Row("Ensemble", (_services(places), len(actors)), is_total=True)
    return Table(
        "acteurs-services",
        "Acteurs et services",
        "Service",
        (
            Column("Lieux qui le proposent", "Un lieu propose un service une fois au plus."),
            Column("Acteurs qui le proposent", ACTOR),
        ),
        (*rows, total),
        f"{SERVICE} {ACTOR} Un acteur qui propose plusieurs services compte dans chacun : la "
        "colonne des acteurs ne s’additionne pas.",
        f"{places.out_of} Acteur nommé : {_named(places)}. Aucun service noté : {without}.",
        chart=0,
    )


def _by_kind(places: Places) -> Table:
    found = Counter(kind for document in places.documents for kind in set(document.kinds))
    rows = [
        Row(KIND_LABELS.get(kind, kind), (number,), asking("type", kind))
        for kind, number in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    ]
    without = sum(not document.kinds for document in places.documents)
    unknown = [Row(NO_KIND, (without,))] if without else []
    return Table(
        "natures",
        "Lieux par nature",
        "Nature",
        (_PLACES,),
        (*rows, *unknown),
        "La nature est celle que dit la fiche. Un lieu qui en a plusieurs compte dans chacune.",
        places.out_of,
        chart=0,
    )


def _by_quartier(places: Places) -> Table:
    rows = [
        Row(name, (len(held), sum(len(one.services) for one in held)), listing)
        for name, held, listing in places.quartier_rows
    ]
    total = Row("Ensemble", (len(places), _services(places)), Listing(), is_total=True)
    return Table(
        "quartiers",
        "Lieux par quartier",
        "Quartier",
        (_PLACES, Column("Services", SERVICE)),
        (*rows, total),
        "Le quartier est celui que dit la fiche. Un lieu est dans un quartier au plus.",
        places.out_of,
        chart=0,
    )
