"""Visits and helps from a table: what each line would do, told before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..actions.recording import Author
from ..actions.visits import Counting, Saved, save_countings
from ..diagnosis.visits import Month, by_month, wrong_number, wrong_period
from ..hours.periods import NotAPeriod, Period, read_day, read_month
from ..models import Need, Site, VisitCount
from ..models.visit import VISITS
from ..text import normalise, whole_number
from .visit_rows import DAY, HELPS, MONTH, NEED, PLACE, Row, Sheet
from .visit_rows import VISITS as VISITS_COLUMN


class Fate(StrEnum):
    CREATED = "noté"
    CHANGED = "changé"
    SAME = "inchangé"
    EMPTY = "sans nombre"
    REFUSED = "refusé"


@dataclass(frozen=True)
class Line:
    """What becomes of a line of the table; `said` tells it in French."""

    number: int
    fate: Fate
    said: str


@dataclass(frozen=True)
class VisitPlan:
    lines: tuple[Line, ...]
    countings: tuple[Counting, ...]
    unknown: tuple[str, ...]  # columns that nothing is read from

    def count(self, fate: Fate) -> int:
        return sum(line.fate == fate for line in self.lines)

    @property
    def refused(self) -> int:
        return self.count(Fate.REFUSED)

    @property
    def to_write(self) -> int:
        return self.count(Fate.CREATED) + self.count(Fate.CHANGED)

    @property
    def tally(self) -> str:
        """« Lignes : 3 notées, 1 changée, 0 inchangée, 0 sans nombre, 1 refusée. »"""
        words = {
            Fate.CREATED: ("notée", "notées"),
            Fate.CHANGED: ("changée", "changées"),
            Fate.SAME: ("inchangée", "inchangées"),
            Fate.EMPTY: ("sans nombre", "sans nombre"),
            Fate.REFUSED: ("refusée", "refusées"),
        }
        counts = {fate: self.count(fate) for fate in Fate}
        told = [f"{number} {words[fate][number > 1]}" for fate, number in counts.items()]
        return f"Lignes : {', '.join(told)}."


class Refused(ValueError):
    """Why a line is refused, in French."""


def plan_visits(
    sheet: Sheet, sites: Iterable[Site], today: date, *, place: Site | None = None
) -> VisitPlan:
    """What a table would do for the places of `sites`, and for no other; nothing is written.

    `place`: the one of lines that name none. Three queries, whatever the table.
    """
    return _Reader(sheet, list(sites), today, place).plan()


def apply_plan(author: Author, plan: VisitPlan, reason: str) -> Saved:
    """Write the lines that are not refused, in one act. Raises as `save_countings`."""
    return save_countings(author, plan.countings, reason)


class _Reader:
    """Reads the lines in their order: an earlier one counts as written for the next."""

    def __init__(self, sheet: Sheet, sites: list[Site], today: date, place: Site | None):
        self._sheet, self._today, self._place = sheet, today, place
        self._sites = _by_name(
            (site, (str(site.pk), site.slug, normalise(site.name))) for site in sites
        )
        needs = list(Need.objects.all())
        self._names = {need.code: need.name for need in needs}
        self._needs = _by_name((need, (need.code, normalise(need.name))) for need in needs)
        self._terms = _by_name(
            (need, [normalise(term["text"]) for term in need.terms]) for need in needs
        )
        self._months = by_month(VisitCount.objects.filter(site__in=self._named()))
        # (site, month) → whether its days are counted, as the earlier lines leave it
        self._kinds: dict[tuple[int, date], bool] = {}
        self._given: dict[tuple[int, Period, str], tuple[int, int]] = {}  # → (number, line)
        self._told: dict[tuple[int, Period], dict[str, int]] = defaultdict(dict)
        self._by_id = {site.pk: site for site in sites}

    def plan(self) -> VisitPlan:
        lines = tuple(self._line(row) for row in self._sheet.rows)
        countings = tuple(
            Counting(self._by_id[site], period, numbers)
            for (site, period), numbers in self._told.items()
        )
        return VisitPlan(lines, countings, self._sheet.unknown)

    def _named(self) -> set[int]:
        """The places that the table speaks of."""
        asked = {row.cells.get(PLACE, "") for row in self._sheet.rows}
        found = {site.pk for name in asked for site in self._called(name)}
        return found | ({self._place.pk} if self._place else set())

    def _called(self, name: str) -> list[Site]:
        return self._sites.get(name.lower()) or self._sites.get(normalise(name)) or []

    def _line(self, row: Row) -> Line:
        try:
            return self._read(row)
        except Refused as error:
            return Line(row.line, Fate.REFUSED, str(error))

    def _read(self, row: Row) -> Line:
        if row.problem:
            raise Refused(row.problem)
        numbers = dict(_numbers(row, self._need(row)))
        if not numbers:
            return Line(row.line, Fate.EMPTY, "Aucun nombre sur cette ligne : rien n’est changé.")
        site, period = self._site(row), self._period(row)
        for number in numbers.values():
            if problem := wrong_number(number, period):
                raise Refused(problem)
        self._check_kind(site, period)
        self._check_given(site, period, numbers)
        return self._keep(row.line, site, period, numbers)

    def _keep(self, line: int, site: Site, period: Period, numbers: dict[str, int]) -> Line:
        month = self._months.get((site.pk, period.month)) or Month(period.month)
        known = month.numbers(period)
        self._kinds[site.pk, period.month] = bool(period.day)
        self._told[site.pk, period].update(numbers)
        for need, number in numbers.items():
            self._given[site.pk, period, need] = (number, line)
        new = {need for need in numbers if need not in known}
        changed = {need for need in numbers if need in known and known[need] != numbers[need]}
        fate = Fate.CHANGED if changed else Fate.CREATED if new else Fate.SAME
        told = ", ".join(
            f"{self._label(need)} {known[need]} → {number}"
            if need in changed
            else f"{self._label(need)} {number}"
            for need, number in numbers.items()
        )
        return Line(line, fate, f"{site.name}, {period.words} : {told}")

    def _label(self, need: str) -> str:
        return self._names.get(need, need) if need else "visites"

    def _site(self, row: Row) -> Site:
        asked = row.cells.get(PLACE, "")
        if not asked:
            if self._place is None:
                raise Refused("Cette ligne ne dit pas le lieu.")
            return self._place
        found = self._called(asked)
        if not found:
            raise Refused(f"Aucun lieu ne porte le nom « {asked} ».")
        if len(found) > 1:
            raise Refused(f"Plusieurs lieux portent le nom « {asked} » : écrivez leur adresse web.")
        return found[0]

    def _period(self, row: Row) -> Period:
        month, day = row.cells.get(MONTH), row.cells.get(DAY)
        if not month and not day:
            raise Refused("Cette ligne ne dit ni le mois ni le jour.")
        try:
            period = read_day(day) if day else read_month(month)
            if day and month and read_month(month).month != period.month:
                raise Refused("Ce jour n’est pas de ce mois.")
        except NotAPeriod as error:
            raise Refused(str(error)) from error
        if problem := wrong_period(period, self._today):
            raise Refused(problem)
        return period

    def _need(self, row: Row) -> str | None:
        """The code of the need the line tells, None for none."""
        asked = row.cells.get(NEED, "")
        if not asked:
            return None
        plain = normalise(asked)
        for known in (
            self._needs.get(asked.lower()),
            self._needs.get(plain),
            self._terms.get(plain),
        ):
            if known and len(known) == 1:
                return known[0].code
        raise Refused(f"Aucun besoin ne porte le nom « {asked} ».")

    def _check_kind(self, site: Site, period: Period) -> None:
        key = (site.pk, period.month)
        is_by_day = self._kinds.get(key)
        if is_by_day is not None and is_by_day != bool(period.day):
            raise Refused("Une ligne plus haut compte ce mois autrement : en entier, ou par jour.")
        refusal = (self._months.get(key) or Month(period.month)).refusal(period)
        if refusal:
            raise Refused(f"{refusal} On ne compte pas deux fois.")

    def _check_given(self, site: Site, period: Period, numbers: dict[str, int]) -> None:
        for need, number in numbers.items():
            earlier = self._given.get((site.pk, period, need))
            if earlier and earlier[0] != number:
                what = self._label(need)
                raise Refused(f"La ligne {earlier[1]} dit un autre nombre ({what} : {earlier[0]}).")


def _numbers(row: Row, need: str | None) -> Iterator[tuple[str, int]]:
    """(need, number) of the two columns of numbers. Raises Refused."""
    helps = row.cells.get(HELPS)
    if helps and need is None:
        raise Refused("Cette ligne a des accompagnements : dites pour quel besoin.")
    for key, typed in ((VISITS, row.cells.get(VISITS_COLUMN)), (need, helps)):
        if not typed:
            continue
        try:
            yield key, whole_number(typed)
        except ValueError as error:
            raise Refused(str(error)) from error


def _by_name(named: Iterable[tuple[object, Iterable[str]]]) -> dict[str, list]:
    """Name → the things that bear it; each once."""
    found: dict[str, list] = defaultdict(list)
    for thing, names in named:
        for name in set(names) - {""}:
            found[name].append(thing)
    return dict(found)
