"""The closures of the correction page: those to come, new ones, and those we suggest."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import QueryDict

from ...hours.editor import read_free
from ...hours.public_holidays import holiday_name, holidays_between
from ...hours.school_holidays import school_holidays
from ...models import Closure, Site

REMOVE = "enlever"
MOST_NEW = 20
SOON = timedelta(days=120)
NAMES = ("du", "au", "sans_fin", "raison", "horaires", "ailleurs")
_NEW = re.compile(r"n(\d\d?)_(\w+)")
_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")

NOT_A_DATE = "Écrivez une date comme 24/12/2026."
UNTIL_WHEN = "Jusqu’à quand ? Écrivez une date, ou cochez « jusqu’à nouvel ordre »."
BACKWARDS = "La fin ne peut pas être avant le début."
OVER = "Cette date est passée."
TOO_LONG = "C’est trop long : {} lettres de moins, s’il vous plaît."
BOTH = "Choisissez : une date de fin, ou « jusqu’à nouvel ordre »."


@dataclass
class NewClosure:
    """One that is being typed; `values` are texts, `errors` and `said` are by field."""

    number: int
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    said: str = ""
    row: dict | None = None

    @property
    def is_blank(self) -> bool:
        return not any(held.strip() for held in self.values.values())

    def read(self, today: date) -> None:
        """Fill `row` as `actions.edit` takes it, or `errors`."""
        start = self._date("du")
        end = self._date("au")
        open_ended = bool(self.values["sans_fin"])
        if not self.values["du"].strip():
            self.errors["du"] = "À partir de quel jour ?"
        if end and open_ended:
            self.errors["au"] = BOTH
        elif not end and not open_ended and "au" not in self.errors:
            self.errors["au"] = UNTIL_WHEN
        elif start and end and end < start:
            self.errors["au"] = BACKWARDS
        elif end and end < today:
            self.errors["au"] = OVER
        osm = ""
        if self.values["horaires"].strip():
            osm, problem = read_free(self.values["horaires"])
            if problem:
                self.errors["horaires"] = problem
        reason = self._reason()
        if not self.errors:
            self.row = {"start": start, "end": end, "reason": reason, "replacement": osm}

    def _date(self, name: str) -> date | None:
        text = self.values[name].strip()
        if not text:
            return None
        found = read_date(text)
        if found is None:
            self.errors[name] = NOT_A_DATE
        return found

    def _reason(self) -> str:
        """With where to go meanwhile, said for these days only."""
        reason = " ".join(self.values["raison"].split()).rstrip(".")
        where = " ".join(self.values["ailleurs"].split()).rstrip(".")
        said = f"{reason}. Pendant ce temps : {where}" if where and reason else reason or where
        most = Closure._meta.get_field("reason").max_length
        if len(said) > most:
            self.errors["ailleurs" if where else "raison"] = TOO_LONG.format(len(said) - most)
        return said


@dataclass(frozen=True)
class Suggestion:
    """A closure offered as a button: « Vacances de Noël, du 19 décembre au 3 janvier »."""

    name: str
    start: date
    end: date | None

    @property
    def key(self) -> str:
        return f"{self.start}:{self.end or ''}:{self.name}"


def read_date(text: str) -> date | None:
    for form in _FORMS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return found if 2000 <= found.year <= 2999 else None
    return None


def key_of(closure: Closure) -> str:
    """Tells a closure from the others of its site."""
    return f"{closure.start}_{closure.end or ''}"


def coming(site: Site, today: date) -> list[Closure]:
    return [one for one in site.closures.all() if one.end is None or one.end >= today]


def new_closures(data: QueryDict, today: date) -> list[NewClosure]:
    """Those typed, blank ones left out; read."""
    numbers = sorted({int(found[1]) for name in data if (found := _NEW.fullmatch(name))})
    found = []
    for number in numbers[:MOST_NEW]:
        values = {name: data.get(f"n{number}_{name}", "") for name in NAMES}
        closure = NewClosure(number, values)
        if not closure.is_blank:
            closure.read(today)
            found.append(closure)
    return found


def rows_after(site: Site, removed: Iterable[str], added: Iterable[NewClosure]) -> list[dict]:
    """The whole part once done: a new closure of the same dates replaces the old one."""
    removed = set(removed)
    rows = {
        key_of(one): {
            "start": one.start,
            "end": one.end,
            "reason": one.reason,
            "replacement": one.replacement,
        }
        for one in site.closures.all()
        if key_of(one) not in removed
    }
    for one in added:
        if one.row:
            rows[f"{one.row['start']}_{one.row['end'] or ''}"] = one.row
    return list(rows.values())


def suggestions(taken: Iterable[tuple[date, date | None]], today: date) -> list[Suggestion]:
    """Public and school holidays to come that no closure covers whole."""
    taken = list(taken)
    found = [
        Suggestion(one.name, max(one.start, today), one.end)
        for one in school_holidays(settings.SCHOOL_HOLIDAYS, settings.SCHOOL_ZONE)
        if (one.end is None or one.end >= today) and one.start <= today + SOON
    ]
    days = sorted(holidays_between(today, today + SOON))
    found += [Suggestion(holiday_name(day), day, day) for day in days]
    return [one for one in found if not any(_covers(*other, one) for other in taken)]


def _covers(start: date, end: date | None, one: Suggestion) -> bool:
    return start <= one.start and (end is None or (one.end is not None and end >= one.end))
