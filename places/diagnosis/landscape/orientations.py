"""What desks answer: by need, reason, quartier, kind of desk and month; what nobody offers."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from ...directory.columns import Directory
from ...text import normalise
from ...vocabulary import NothingSuitable, OrientationOutcome
from ..oriented import DESK_LABELS, Asked, Period, asked_during, month_name
from .figures import Cell, Column, Figure, Listing, Row, Section, Table
from .masking import HIDDEN, RULE, hidden_cells, is_small, masked, masked_pairs
from .reading import asking, some
from .suppression import FEWEST, suppressed

NOTHING = OrientationOutcome.NOTHING.value
NO_NEED, NO_QUARTIER = "Sans besoin précis", "Quartier non dit"
WHAT = (
    "Une orientation est une demande à laquelle un guichet a répondu : un lieu donné, ou « rien "
    "d’adapté ». Rien n’est noté de la personne."
)
UNMET = "Demandes auxquelles le guichet a répondu « rien d’adapté »."
MONTHS = "Comptées sur les douze derniers mois entiers."  # which, each table says
NONE = "aucun"  # what the list of orientations calls no need, no quartier
_COLUMNS = (
    Column("Orientations", WHAT),
    Column("Rien d’adapté", UNMET),
    Column("Part de « rien d’adapté »", "Sur les orientations de la ligne.", "%"),
)
Key = tuple[str, str]  # code, name


def orientations(directory: Directory, today: date) -> tuple[Section, tuple[Figure, ...]]:
    """One query. Nothing but the number of months when there are too few of them."""
    period = Period.before(today)
    found = _Counted(directory, asked_during(period), period)
    title = "Que répondent les guichets ?"
    return Section("orientations", title, found.tables(), found.said), found.figures()


def behind(**params: str) -> Listing:
    """The orientations that are counted, for the coordination."""
    return Listing(tuple(params.items()), "orientations", is_public=False)


class _Split(NamedTuple):
    """All the orientations, parted by something: a line for each code."""

    keys: list[Key]
    shown: list[tuple[Cell, Cell]]  # orientations, those that found nothing

    @property
    def told(self) -> set[str]:
        """The codes of which one may know how many found nothing."""
        return {
            code
            for (code, _), (_, part) in zip(self.keys, self.shown, strict=True)
            if isinstance(part, int)
        }

    def rows(self, group: str) -> tuple[Row, ...]:
        """Each opens what it counts, for the coordination, by its code in a group of choices."""
        return tuple(
            Row(name, (whole, part, _share(whole, part)), behind(**{group: code or NONE}))
            for (code, name), (whole, part) in zip(self.keys, self.shown, strict=True)
        )


class _Counted:
    """All the orientations of a period."""

    def __init__(self, directory: Directory, asked: list[Asked], period: Period):
        self.asked, self.period = asked, period
        self.total = len(asked)
        self.unmet = sum(one.is_nothing for one in asked)
        self.needs = {one.code: one.name for one in directory.lists.needs}
        self.districts = {one.slug: one.name for one in directory.lists.districts}
        self.tells_unmet = not any(
            is_small(one) for one in (self.total, self.unmet, self.total - self.unmet)
        )

    @property
    def said(self) -> str:
        if is_small(self.total):
            return f"{self.period}, {suppressed(self.total)} orientations : rien n’est montré."
        told = f"{self.period}, {some(self.total, 'orientation')}."
        if self.tells_unmet and self.total:
            told += f" Rien d’adapté : {self.unmet} fois."
        return told

    def figures(self) -> tuple[Figure, ...]:
        """None that concerns fewer than FEWEST orientations."""
        if is_small(self.total):
            return ()
        count = Figure.count(
            "orientations", "Orientations", self.total, f"{WHAT} {MONTHS}", behind()
        )
        if not self.tells_unmet:
            return (count,)
        definition = f"{UNMET} Sur toutes les orientations. {MONTHS}"
        named = ("rien-adapte", "Rien d’adapté")
        listing = behind(resultat=NOTHING)
        return count, Figure.share(*named, self.unmet, self.total, definition, listing)

    def tables(self) -> tuple[Table, ...]:
        if self.total < FEWEST:
            return ()
        needs = self._parted(lambda one: one.needs or ("",), self.needs, NO_NEED)
        quartiers = self._parted(lambda one: (one.district,), self.districts, NO_QUARTIER)
        desks = self._parted(lambda one: (one.desk,), DESK_LABELS)
        return (
            self._table(
                ("orientations-besoins", "Orientations par besoin", "Besoin"),
                needs.rows("besoin"),
                f"{WHAT} Une demande pour plusieurs besoins compte dans chacun.",
            ),
            self._reasons(),
            self._table(
                ("orientations-quartiers", "Orientations par quartier", "Quartier"),
                quartiers.rows("quartier"),
                f"{WHAT} Le quartier est celui de la recherche.",
            ),
            self._pairs(needs.told, quartiers.told),
            self._table(
                ("orientations-guichets", "Orientations par sorte de guichet", "Guichet dans"),
                desks.rows("guichet"),
                f"{WHAT} Un guichet compte dans la première nature du lieu où il est.",
            ),
            self._table(
                ("orientations-mois", "Orientations par mois", "Mois"),
                self._by_month().rows("mois"),
                WHAT,
            ),
        )

    def _parted(
        self, codes: Callable[[Asked], Iterable[str]], names: dict[str, str], nothing: str = ""
    ) -> _Split:
        """The most asked first; those that stay hidden last, by name: their rank would tell them.
        `nothing`: the name of what has no code."""
        every = Counter(code for one in self.asked for code in codes(one))
        unmet = Counter(code for one in self._unmet for code in codes(one))
        keys = [(code, names.get(code, code) or nothing) for code in every]
        keys.sort(key=lambda one: normalise(one[1]))
        found = self._split(keys, every, unmet)
        lines = sorted(zip(*found, strict=True), key=lambda line: _rank(line[1][0]))
        return _Split([key for key, _ in lines], [pair for _, pair in lines])

    def _by_month(self) -> _Split:
        keys = [(f"{month:%Y-%m}", month_name(month)) for month in self.period.months]
        every = Counter(one.month for one in self.asked)
        return self._split(keys, every, Counter(one.month for one in self._unmet))

    def _split(self, keys: list[Key], every: Counter, unmet: Counter) -> _Split:
        shown = masked_pairs([(every[code], unmet[code]) for code, _ in keys])
        if not self.tells_unmet:
            shown = [(whole, HIDDEN) for whole, _ in shown]
        return _Split(keys, shown)

    def _table(self, named: tuple[str, str, str], rows: tuple[Row, ...], definition: str) -> Table:
        """Without a line when every number of it is hidden: they would be told by their sum."""
        unmet = self.unmet if self.tells_unmet else HIDDEN
        cells = (self.total, unmet, _share(self.total, unmet))
        total = Row("Ensemble", cells, behind(), is_total=True)
        tells = any(isinstance(row.cells[0], int) and row.cells[0] for row in rows)
        shown = (*rows, total) if tells else ()
        told = f"{definition} {RULE}"
        return Table(*named, _COLUMNS, shown, told, self._of, behind(), chart=0)

    def _reasons(self) -> Table:
        found = Counter(one.reason for one in self._unmet)
        counts = [found[reason.value] for reason in NothingSuitable]
        cells = masked(counts) if self.tells_unmet else []
        rows = tuple(
            Row(reason.label, (cell,), behind(resultat=NOTHING, raison=reason.value))
            for reason, cell in zip(NothingSuitable, cells, strict=False)
        )
        return Table(
            "orientations-raisons",
            "Pourquoi rien d’adapté",
            "Raison",
            (Column("Orientations", UNMET),),
            rows,
            f"{UNMET} L’agent choisit une raison. {RULE}",
            self._of_unmet,
            behind(resultat=NOTHING),
            chart=0,
        )

    def _pairs(self, needs: set[str], quartiers: set[str]) -> Table:
        """What nobody offers, and where, among the needs and quartiers that may be told."""
        cells = Counter((need, one.district) for one in self._unmet for need in one.needs)
        hidden = hidden_cells(cells) if self.tells_unmet else frozenset(cells)
        shown = [
            (need, quartier, number)
            for (need, quartier), number in cells.items()
            if (need, quartier) not in hidden and need in needs and quartier in quartiers
        ]
        rows = [self._pair(*one) for one in shown]
        return Table(
            "orientations-manques",
            "Besoins sans réponse, par quartier",
            "Besoin et quartier",
            (Column("Rien d’adapté", UNMET),),
            tuple(sorted(rows, key=lambda row: (-row.cells[0], normalise(row.label)))),
            f"{UNMET} Seuls les nombres de {FEWEST} ou plus sont montrés, et sans ceux qui "
            "permettraient d’en calculer un autre. La ligne mène aux lieux que l’annuaire "
            "connaît ; le nombre, aux orientations.",
            self._of_unmet,
            behind(resultat=NOTHING),
            chart=0,
        )

    def _pair(self, need: str, quartier: str, number: int) -> Row:
        where = self.districts.get(quartier, quartier) or NO_QUARTIER
        place = ("quartier", quartier) if quartier in self.districts else ()
        noted = behind(resultat=NOTHING, besoin=need, quartier=quartier or NONE)
        name = f"{self.needs.get(need, need)}, {where}"
        return Row(name, (number,), asking("besoin", need, *place), (noted,))

    @property
    def _unmet(self) -> list[Asked]:
        return [one for one in self.asked if one.is_nothing]

    @property
    def _of(self) -> str:
        return f"{self.period}. Sur {some(self.total, 'orientation')}."

    @property
    def _of_unmet(self) -> str:
        if not self.tells_unmet:
            return f"{self.period}. Trop peu d’orientations pour en montrer le détail."
        return f"{self.period}. Sur {some(self.unmet, 'orientation')} sans rien d’adapté."


def _rank(whole: Cell) -> float:
    return -whole if isinstance(whole, int) else 1


def _share(whole: Cell, part: Cell) -> Cell:
    if not (isinstance(whole, int) and isinstance(part, int)):
        return HIDDEN
    return round(100 * part / whole, 1) if whole else None
