"""The three questions of the Brest text, answered by name."""

from ...press.document import SiteDocument
from ...text import normalise
from ...vocabulary import KIND_LABELS, PUBLIC_SERVICE_KINDS, PUBLIC_SPACE_KINDS, Category
from .figures import Column, Listing, Row, Section, Table
from .reading import Places

NO_SERVICE = "aucune notée"
_CATEGORIES = dict(Category.choices)


def questions(places: Places) -> Section:
    spaces = [one for one in places.documents if _is(one, PUBLIC_SPACE_KINDS)]
    services = [one for one in places.documents if _is(one, PUBLIC_SERVICE_KINDS)]
    private = [one for one in places.documents if _is_private(one)]
    unknown = sum(not one.kinds for one in places.documents)
    tables = (
        _table(
            places,
            "epn",
            "Quels EPN ?",
            spaces,
            f"Lieux dont une nature est : {_said(PUBLIC_SPACE_KINDS)}.",
            _listing(PUBLIC_SPACE_KINDS),
        ),
        _table(
            places,
            "services-publics",
            "Quelles médiations au sein de chaque service public ?",
            services,
            "Lieux dont une nature est celle d’un service public : "
            f"{_said(PUBLIC_SERVICE_KINDS)}. Un lieu peut aussi être un espace public numérique.",
            _listing(PUBLIC_SERVICE_KINDS),
        ),
        _table(
            places,
            "actions-privees",
            "Quelles actions privées ?",
            private,
            "Lieux dont aucune nature n’est celle d’un espace public numérique ni d’un service "
            "public : associations, centres sociaux, entreprises.",
            None,
        ),
    )
    said = (
        f"Espaces publics numériques : {len(spaces)}. Lieux de services publics : {len(services)}. "
        f"Lieux associatifs ou privés : {len(private)}. Nature non renseignée : {unknown}."
    )
    return Section("trois-questions", "Trois questions, trois listes", tables, said)


def _is(document: SiteDocument, kinds: frozenset[str]) -> bool:
    return not kinds.isdisjoint(document.kinds)


def _is_private(document: SiteDocument) -> bool:
    """Its listing tells a kind, and none of them is public."""
    public = PUBLIC_SPACE_KINDS | PUBLIC_SERVICE_KINDS
    return bool(document.kinds) and public.isdisjoint(document.kinds)


def _said(kinds: frozenset[str]) -> str:
    return ", ".join(name for kind, name in KIND_LABELS.items() if kind in kinds)


def _listing(kinds: frozenset[str]) -> Listing:
    return Listing(tuple(("type", kind) for kind in KIND_LABELS if kind in kinds))


def _table(
    places: Places,
    code: str,
    title: str,
    documents: list[SiteDocument],
    definition: str,
    listing: Listing | None,
) -> Table:
    names = places.directory.lists.district_by_slug
    ordered = sorted(documents, key=lambda one: (normalise(one.name), one.id))
    rows = tuple(
        Row(
            one.name,
            (
                ", ".join(KIND_LABELS.get(kind, kind) for kind in one.kinds),
                names[one.district].name if one.district in names else one.commune,
                ", ".join(_CATEGORIES.get(s.category, s.category) for s in one.services)
                or NO_SERVICE,
            ),
            Listing(route="place", args=(one.slug,)),
        )
        for one in ordered
    )
    columns = (Column("Nature"), Column("Quartier ou commune"), Column("Aides proposées"))
    out_of = f"{len(rows)} sur {len(places)} lieux."
    return Table(code, title, "Lieu", columns, rows, definition, out_of, listing)
