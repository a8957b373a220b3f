"""Counting visits and helps: the choice of a month or a day, then one box a number.

For the associations and the coordination alike; nothing here knows who asks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, QueryDict

from ..actions.recording import Author
from ..actions.visits import BothKinds, Counting, save_counting
from ..diagnosis.visits import Month, month_of, wrong_number, wrong_period
from ..directory import load
from ..hours.periods import Period, month_words, months_back
from ..models import Site
from ..models.visit import VISITS
from ..text import whole_number
from .coordination.fields import DayField
from .wording import NBSP, count

MONTHS_OFFERED = 36
BOX = "n-"  # before the code of a need, in the name of its box
LONGEST = 20  # characters of a number


class ChooseForm(forms.Form):
    """`mois` or `jour`: both answer with a Period."""

    mois = forms.ChoiceField(
        label="Un autre mois",
        required=False,
        error_messages={"invalid_choice": "Choisissez un mois de la liste."},
    )
    jour = DayField(label="Un jour", required=False)

    def __init__(self, data, today: date):
        super().__init__(data or None, initial={"jour": today})
        self._today = today
        self.fields["jour"].widget.attrs["max"] = today.isoformat()
        months = [Period(month) for month in months_back(today, MONTHS_OFFERED)]
        self.fields["mois"].choices = [
            ("", "Choisissez"),
            *((one.code, one.words) for one in months),
        ]

    def clean_jour(self) -> date | None:
        day = self.cleaned_data["jour"]
        problem = wrong_period(Period.of(day), self._today) if day else ""
        if problem:
            raise ValidationError(problem)
        return day

    @property
    def period(self) -> Period | None:
        """What was chosen, None when nothing was."""
        if not self.is_bound or not self.is_valid():
            return None
        if self.cleaned_data["mois"]:
            return Period.of_code(self.cleaned_data["mois"])
        day = self.cleaned_data["jour"]
        return Period.of(day) if day else None


@dataclass(frozen=True)
class MonthLine:
    """A month in the list of the last ones."""

    month: Month
    url: str

    @property
    def name(self) -> str:
        return month_words(self.month.month)

    @property
    def told(self) -> str:
        """« 120 personnes, 48 aides »; "" when nothing was noted."""
        return ", ".join(amounts(self.month))


@dataclass(frozen=True)
class Box:
    """One number: `value` is what stands in it, as typed."""

    name: str
    label: str
    value: str
    error: str = ""


class CountPage:
    """The boxes of a month or a day of a place, and what becomes of what is typed in them."""

    def __init__(self, site: Site, period: Period, data: QueryDict | None = None):
        self.site, self.period, self._data = site, period, data
        self.month = month_of(site, period.month)
        self.errors: dict[str, str] = {}
        self.overtaken: list[tuple[str, str]] = []
        self.status = 200

    @cached_property
    def known(self) -> dict[str, int]:
        """What is noted already: need → number."""
        return self.month.numbers(self.period)

    @property
    def refusal(self) -> str:
        """Why this period may not be noted beside the rest of its month; "" when it may."""
        return self.month.refusal(self.period)

    @property
    def is_replacing(self) -> bool:
        return self._data is not None and bool(self._data.get("remplacer"))

    @property
    def top_error(self) -> str:
        return self.errors.get(NON_FIELD_ERRORS, "")

    @property
    def start(self) -> str:
        """What the page shows before anything is typed: it travels with the form."""
        return " ".join(f"{need}={number}" for need, number in sorted(self.known.items()))

    @property
    def visits(self) -> Box:
        return self._box(VISITS, "Combien de personnes sont venues ?")

    @property
    def helps(self) -> list[Box]:
        return [self._box(code, self._names.get(code, code)) for code in self._shown]

    @property
    def others(self) -> list[tuple[str, str]]:
        """The needs that have no box yet: (code, name)."""
        shown = set(self._shown)
        return [(code, name) for code, name in self._names.items() if code not in shown]

    @property
    def told(self) -> list[str]:
        """What is noted, read back: « 120 personnes sont venues. »"""
        return list(sentences(self.known, self._names))

    def answer(self, author: Author) -> bool:
        """Do what was posted; whether it is written. What is wrong is told by the page."""
        numbers = self._read()
        if self._data.get("geste") == "ajouter":  # a box more, nothing is written
            return False
        if not self.errors:
            self._compare(numbers)
        if self.errors or self.overtaken:
            self.status = 400 if self.errors else 409
            return False
        try:
            save_counting(author, Counting(self.site, self.period, numbers, self.is_replacing))
        except BothKinds as error:
            self.errors[NON_FIELD_ERRORS], self.status = error.messages[0], 409
        except ValidationError as error:
            self.errors.update({need: said[0] for need, said in error.message_dict.items()})
            self.status = 400
        return not self.errors

    def _read(self) -> dict[str, int | None]:
        """The numbers typed: need → number, None for an empty box."""
        numbers: dict[str, int | None] = {}
        for need in (VISITS, *self._shown):
            typed = self._typed(need)
            if typed is None:
                continue
            try:
                numbers[need] = whole_number(typed) if typed.strip() else None
            except ValueError as error:
                self.errors[need] = str(error)
                continue
            if numbers[need] is not None and (problem := wrong_number(numbers[need], self.period)):
                self.errors[need] = problem
        return numbers

    def _compare(self, numbers: dict[str, int | None]) -> None:
        """What somebody else noted while this page was open, and that would be written over."""
        seen = self._data.get("depart", "")
        if seen == self.start:
            return
        before = dict(part.split("=", 1) for part in seen.split() if "=" in part)
        for need, number in numbers.items():
            now = self.known.get(need)
            if str(before.get(need, "")) != ("" if now is None else str(now)) and number != now:
                label = self._names.get(need, need) if need else "Personnes venues"
                self.overtaken.append((label, "rien" if now is None else str(now)))

    def _typed(self, need: str) -> str | None:
        """What stands in the box sent; None when the page sent no such box."""
        typed = self._data.get(f"{BOX}{need}") if self._data is not None else None
        return typed[:LONGEST] if typed is not None else None

    def _box(self, need: str, label: str) -> Box:
        typed = self._typed(need)
        if typed is None:
            typed = str(self.known.get(need, ""))
        return Box(f"{BOX}{need}", label, typed, self.errors.get(need, ""))

    @cached_property
    def _names(self) -> dict[str, str]:
        """Every need that is offered, in its order: code → name."""
        return {need.code: need.name for need in load.current().directory.lists.needs}

    @cached_property
    def _shown(self) -> list[str]:
        """The needs that have a box: those this place helps with, then those it counted once,
        then those just added."""
        own = {code for service in self.site.services.all() for code in service.needs}
        counted = set(self.site.visit_counts.helps().values_list("need", flat=True))
        asked = []
        if self._data is not None:
            asked = [name.removeprefix(BOX) for name in self._data if name.startswith(BOX)]
            asked += [self._data.get("autre", "")]
        ordered = [
            *(code for code in self._names if code in own),
            *sorted(counted, key=lambda code: self._names.get(code, code)),
            *(code for code in asked if code in self._names),
        ]
        return list(dict.fromkeys(ordered))


def period_or_404(code: str, today: date) -> Period:
    """The period that an address names. Raises Http404 for none, and for one that is not yet."""
    try:
        period = Period.of_code(code)
    except ValueError as error:
        raise Http404 from error
    if wrong_period(period, today):
        raise Http404
    return period


def month_lines(months: Iterable[Month], url: Callable[[str], str]) -> list[MonthLine]:
    """`url`: the code of a period → the address of its page."""
    return [MonthLine(month, url(month.period.code)) for month in months]


def amounts(month: Month) -> Iterator[str]:
    """« 120 personnes », « 48 aides », « 3 jours notés »: what is known of a month."""
    if month.visits is not None:
        yield count(month.visits, "personne")
    if month.helps is not None:
        yield count(month.helps, "aide")
    if month.days:
        yield count(len(month.days), "jour noté", "jours notés")


def sentences(numbers: dict[str, int], names: dict[str, str]) -> Iterator[str]:
    """« 120 personnes sont venues. », « Imprimer : 45 aides. »; silence about the unknown."""
    if VISITS in numbers:
        came = "est venue" if numbers[VISITS] < 2 else "sont venues"
        yield f"{count(numbers[VISITS], 'personne')} {came}."
    helps = {need: number for need, number in numbers.items() if need != VISITS}
    for need, number in helps.items():
        yield f"{names.get(need, need)}{NBSP}: {count(number, 'aide')}."
    if len(helps) > 1:
        yield f"En tout{NBSP}: {count(sum(helps.values()), 'aide')}."
