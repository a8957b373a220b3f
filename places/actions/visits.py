"""What places count: written, corrected, taken away; each with its author and its past."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from ..diagnosis.rows import BATCH
from ..diagnosis.visits import Month, wrong_number, wrong_period
from ..hours.periods import Period
from ..models import Need, Site, VisitCount
from ..models.visit import MOST_A_MONTH, too_many
from .labels import paris_today
from .recording import Author, act

MonthKey = tuple[int, date]  # site, first day


@dataclass(frozen=True)
class Counting:
    """What a place counted of a month or of a day: a need, or VISITS → a number, None when it was
    not counted after all; needs not named stay as they are.

    `replacing`: a month takes the place of its days, or a day that of its whole month.
    """

    site: Site
    period: Period
    numbers: Mapping[str, int | None]
    replacing: bool = False


@dataclass
class Saved:
    """How many series (a need of a month of a place) a writing made, changed and took away."""

    created: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)


class BothKinds(ValidationError):
    """A month and some of its days: they would be counted twice."""


def save_counting(author: Author, counting: Counting) -> Saved:
    """Write one. Raises as `save_countings`."""
    return save_countings(author, [counting], f"Comptage : {counting.period.words}")


def save_countings(author: Author, countings: Iterable[Counting], reason: str) -> Saved:
    """Write them all in one act, or none; nothing is written for what is so already.

    Raises ValidationError, in French, by need for a number that cannot be true, and BothKinds.
    """
    countings = list(countings)
    for counting in countings:
        _check(counting)
    with transaction.atomic():
        sites = {counting.site.pk for counting in countings}
        # Nobody counts for these places in between.
        list(Site.objects.filter(pk__in=sites).select_for_update().order_by("pk"))
        was = _held(countings)
        now = {key: dict(rows) for key, rows in was.items()}
        for counting in countings:
            key = (counting.site.pk, counting.period.month)
            now[key] = _apply(now.get(key, {}), counting)
        return _write(author, reason, was, now)


def _check(counting: Counting) -> None:
    problem = wrong_period(counting.period, paris_today())
    if problem:
        raise ValidationError({NON_FIELD_ERRORS: problem})
    wrong = {
        need: said
        for need, number in counting.numbers.items()
        if number is not None and (said := wrong_number(number, counting.period))
    }
    if wrong:
        raise ValidationError(wrong)
    unknown = {need for need, number in counting.numbers.items() if need and number is not None}
    unknown -= set(Need.objects.filter(code__in=unknown).values_list("code", flat=True))
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, "Ce besoin n’existe pas."))


def _held(countings: list[Counting]) -> dict[MonthKey, dict[str, VisitCount]]:
    """The rows of these places and months: (site, month) → need → row."""
    sites = {counting.site.pk for counting in countings}
    months = {counting.period.month for counting in countings}
    found: dict[MonthKey, dict[str, VisitCount]] = defaultdict(dict)
    for row in VisitCount.objects.filter(site__in=sites, month__in=months):
        found[row.site_id, row.month][row.need] = row
    return found


def _apply(held: dict[str, VisitCount], counting: Counting) -> dict[str, VisitCount]:
    """The rows of a month of a place as they become: need → row."""
    period, rows = counting.period, dict(held)
    refusal = Month(period.month, tuple(rows.values())).refusal(period)
    if refusal and counting.replacing:
        rows = {need: row for need, row in rows.items() if bool(row.days) == bool(period.day)}
    elif refusal:
        if any(number is not None for number in counting.numbers.values()):
            raise BothKinds(refusal)
        return rows
    for need, number in counting.numbers.items():
        days = _days(rows.get(need), period, number)
        whole = number if not period.day else sum(days.values()) if days else None
        if whole is None:
            rows.pop(need, None)
        elif whole > MOST_A_MONTH:
            raise ValidationError({need: too_many(MOST_A_MONTH)})
        else:
            rows[need] = VisitCount(
                site_id=counting.site.pk,
                month=period.month,
                need=need,
                count=whole,
                days=days,
            )
    return rows


def _days(row: VisitCount | None, period: Period, number: int | None) -> dict[str, int]:
    """The days of a series once one of them is noted; none for a whole month."""
    if not period.day:
        return {}
    days = {**(row.days if row else {}), str(period.day): number}
    return {day: days[day] for day in sorted(days, key=int) if days[day] is not None}


def _write(
    author: Author,
    reason: str,
    was: dict[MonthKey, dict[str, VisitCount]],
    now: dict[MonthKey, dict[str, VisitCount]],
) -> Saved:
    made, changed, gone = [], [], []
    for key, rows in now.items():
        before = was[key]
        gone += [row for need, row in before.items() if need not in rows]
        for need, row in rows.items():
            if need not in before:
                made.append(row)
            elif (row.count, row.days) != (before[need].count, before[need].days):
                row.pk = before[need].pk
                changed.append(row)
    saved = Saved(len(made), len(changed), len(gone))
    if not saved:
        return saved
    for row in (*made, *changed):
        row.clean_fields(exclude=["site"])
        row.clean()
    with act(author, reason):
        for row in gone:
            row.delete()
        bulk_create_with_history(made, VisitCount, batch_size=BATCH)
        bulk_update_with_history(changed, VisitCount, ["count", "days"], batch_size=BATCH)
    return saved
