"""Which needs are served where, and where nobody serves them."""

from ...directory import bits
from ...directory.facets import DISTRICT, NEED, SURE_NEED
from ...press.document import PublicDistrict, PublicNeed
from .figures import Column, Figure, Row, Section, Table
from .reading import Places, asking, in_table

SURE = (
    "Un lieu répond à un besoin quand sa fiche le dit. « À confirmer » : le lieu propose un "
    "service qui peut y répondre, sans dire lequel des besoins."
)
GAP = (
    "Un manque est un besoin auquel aucun lieu du quartier ne dit répondre, et auquel aucun lieu "
    "à confirmer ne pourrait répondre."
)
NOTHING = "aucun"


class Matrix:
    """Numbers of places by need and quartier: `sure`, and `likely` when only to be confirmed."""

    def __init__(self, places: Places):
        self.places = places
        self.needs: tuple[PublicNeed, ...] = places.directory.lists.needs
        self.quartiers: tuple[PublicDistrict, ...] = places.quartiers
        self.numbers = {
            (need.code, quartier.slug): self._numbers(need.code, quartier.slug)
            for need in self.needs
            for quartier in self.quartiers
        }

    def _numbers(self, need: str, quartier: str) -> tuple[int, int]:
        here = self.places.directory.keys.get((DISTRICT, quartier))
        return self._count(SURE_NEED, need, here), self._count(NEED, need, here)

    def _count(self, group: str, need: str, here=None) -> int:
        directory = self.places.directory
        found = directory.keys.get((group, need)) & directory.alive_bits
        return bits.count(found if here is None else found & here)

    def total(self, need: str) -> tuple[int, int]:
        """(sure, sure or likely) in the whole directory."""
        return self._count(SURE_NEED, need), self._count(NEED, need)

    def gaps_of(self, quartier: str) -> list[PublicNeed]:
        return [need for need in self.needs if not self.numbers[need.code, quartier][1]]

    def gaps_for(self, need: str) -> list[PublicDistrict]:
        return [one for one in self.quartiers if not self.numbers[need, one.slug][1]]

    @property
    def gaps(self) -> int:
        return sum(not likely for _, likely in self.numbers.values())


def needs(matrix: Matrix) -> Section:
    unserved = sum(not matrix.total(need.code)[1] for need in matrix.needs)
    said = (
        f"Besoins suivis : {len(matrix.needs)}. Sans aucun lieu : {unserved}. "
        f"{matrix.gaps} fois sur {len(matrix.numbers)}, un quartier n’a aucun lieu pour un besoin."
    )
    tables = (_by_need(matrix), _by_quartier(matrix), _table(matrix))
    return Section("besoins", "À quels besoins répond-on, et où ?", tables, said)


def need_figures(matrix: Matrix) -> tuple[Figure, ...]:
    return (
        Figure.share(
            "manques", "Manques", matrix.gaps, len(matrix.numbers), _OF_PAIRS, in_table("manques")
        ),
        Figure.share(
            "besoins-sans-lieu",
            "Besoins sans aucun lieu",
            sum(not matrix.total(need.code)[1] for need in matrix.needs),
            len(matrix.needs),
            f"Besoins suivis auxquels aucun lieu ne répond, ni ne pourrait répondre. {SURE}",
            in_table("besoins"),
        ),
    )


_OF_PAIRS = f"{GAP} Sur toutes les paires d’un besoin et d’un quartier."


def _by_need(matrix: Matrix) -> Table:
    rows = []
    for need in matrix.needs:
        sure, likely = matrix.total(need.code)
        without = len(matrix.gaps_for(need.code))
        listing = asking("besoin", need.code)
        rows.append(Row(need.name, (sure, likely - sure, without), listing))
    return Table(
        "besoins",
        "Lieux par besoin",
        "Besoin",
        (
            Column("Lieux", "Lieux dont la fiche dit qu’ils y répondent."),
            Column("À confirmer", "Lieux qui pourraient y répondre."),
            Column("Quartiers sans lieu", GAP),
        ),
        tuple(rows),
        SURE,
        f"{matrix.places.out_of} Quartiers : {len(matrix.quartiers)}.",
        chart=0,
    )


def _by_quartier(matrix: Matrix) -> Table:
    rows = []
    for quartier in matrix.quartiers:
        missing = matrix.gaps_of(quartier.slug)
        said = ", ".join(need.name for need in missing) or NOTHING
        rows.append(Row(quartier.name, (len(missing), said), asking("quartier", quartier.slug)))
    return Table(
        "manques",
        "Besoins sans lieu, par quartier",
        "Quartier",
        (Column("Besoins sans lieu", GAP), Column("Lesquels")),
        tuple(rows),
        GAP,
        f"Sur {len(matrix.needs)} besoins suivis.",
        chart=0,
    )


def _table(matrix: Matrix) -> Table:
    rows = []
    for need in matrix.needs:
        numbers = [matrix.numbers[need.code, one.slug] for one in matrix.quartiers]
        listings = tuple(
            asking("besoin", need.code, "quartier", one.slug) for one in matrix.quartiers
        )
        rows.append(Row(need.name, tuple(_said(*pair) for pair in numbers), None, listings))
    return Table(
        "besoins-quartiers",
        "Besoins et quartiers",
        "Besoin",
        tuple(Column(quartier.name) for quartier in matrix.quartiers),
        tuple(rows),
        f"Nombre de lieux du quartier qui répondent au besoin. {SURE} « 0 » : personne. "
        "« ? 2 » : aucun ne le dit, deux sont à confirmer.",
        f"{len(matrix.needs)} besoins, {len(matrix.quartiers)} quartiers.",
    )


def _said(sure: int, likely: int) -> int | str:
    return sure if sure or not likely else f"? {likely}"
