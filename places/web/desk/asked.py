"""What an agent asks: the public search, its choices as the boxes of one form, and as the codes
that an orientation keeps."""

from dataclasses import dataclass

from django.http import QueryDict

from ...directory import facets
from ...directory.conditions import EVENING, NOW, SATURDAY, TODAY, TONIGHT, WEEKDAYS
from ...vocabulary import LANGUAGE_LABELS
from ...vocabulary import OrientationConstraint as Constraint
from ..query import READ, Asked

# Constraint → the choice of the public search that it is.
CHOICE_OF = {
    Constraint.TODAY: (facets.OPENING, TODAY),
    Constraint.SATURDAY: (facets.OPENING, SATURDAY),
    Constraint.EVENING: (facets.OPENING, EVENING),
    Constraint.FREE: (facets.FREE, facets.YES),
    Constraint.WALK_IN: (facets.WALK_IN, facets.YES),
    Constraint.WHEELCHAIR: (facets.WHEELCHAIR, facets.YES),
    Constraint.CHILDREN: (facets.CHILDREN, facets.YES),
    Constraint.REMOTE: (facets.REMOTE, facets.YES),
    Constraint.HOME: (facets.HOME, facets.YES),
    Constraint.NO_TRAVEL: (facets.NO_TRAVEL, facets.YES),
}
OTHER_DAYS = tuple(day for day in WEEKDAYS if day != SATURDAY)
OTHERWISE = "autrement"  # the reason just noted, when the page shows what else there is
KEPT_OTHERWISE = ("q", "ou", "lat", "lon", facets.NEED, facets.LANGUAGE)
STRAY = frozenset({"q", "ou", "page", "cadre", "zoom", OTHERWISE})  # not to be sent again
STARTING = ("q", "ou", "lat", "lon")


@dataclass(frozen=True)
class Box:
    """A box of the form; `code` tells it from the others."""

    code: str
    name: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool


class DeskForm:
    """The form as it was sent: nothing of the address is lost."""

    def __init__(self, asked: Asked):
        self._asked, self._chosen = asked, asked.query.chosen

    def boxes(self) -> list[Box]:
        return [
            Box(code.value, *choice, code.label, _is_chosen(self._chosen, choice))
            for code, choice in CHOICE_OF.items()
        ]

    def days(self) -> list[Choice]:
        chosen = self._one(facets.OPENING, OTHER_DAYS)
        return [Choice(day, day, day == chosen) for day in OTHER_DAYS]

    def languages(self) -> list[Choice]:
        said = [(code, label) for code, label in LANGUAGE_LABELS.items() if code != "fr"]
        chosen = self._one(facets.LANGUAGE, [code for code, _ in said])
        return [Choice(code, label.lower(), code == chosen) for code, label in said]

    def hidden(self) -> list[tuple[str, str]]:
        """(name, value) of what is asked and has no field."""
        shown = {*CHOICE_OF.values()}
        shown.update((facets.OPENING, one.value) for one in self.days() if one.chosen)
        shown.update((facets.LANGUAGE, one.value) for one in self.languages() if one.chosen)
        return [
            (name, value)
            for name, values in self._asked.params.lists()
            if name not in STRAY
            for value in values
            if value and (name, value) not in shown
        ]

    def _one(self, group: str, values) -> str:
        """The choice a list shows; the others of the same group stay asked, hidden."""
        return next((value for value in values if value in self._chosen.get(group, ())), "")


def constraints_of(asked: Asked) -> list[str]:
    """The codes an orientation keeps: that a language was asked, not which."""
    chosen = asked.query.chosen
    found = {code for code, choice in CHOICE_OF.items() if _is_chosen(chosen, choice)}
    opening = chosen.get(facets.OPENING, frozenset())
    if any(chosen.get(group) for group in (facets.BY_PHONE, facets.BY_VIDEO)):
        found.add(Constraint.REMOTE)
    if NOW in opening:
        found.add(Constraint.NOW)
    if TONIGHT in opening:
        found.update((Constraint.TODAY, Constraint.EVENING))
    if opening & {*OTHER_DAYS} or asked.query.moment:
        found.add(Constraint.DAY)
    if chosen.get(facets.LANGUAGE):
        found.add(Constraint.LANGUAGE)
    return [code.value for code in Constraint if code in found]


def otherwise(asked: Asked, reason: str) -> QueryDict:
    """The same need without leaving home, whatever else was asked."""
    found = QueryDict(mutable=True)
    for name in KEPT_OTHERWISE:
        found.setlist(name, [value for value in asked.params.getlist(name) if value])
    found.update({READ: asked.understood.text, facets.NO_TRAVEL: facets.YES, OTHERWISE: reason})
    return found


def starting(params: QueryDict) -> QueryDict:
    """What tells where the person starts from."""
    found = QueryDict(mutable=True)
    for name in STARTING:
        if params.get(name):
            found[name] = params[name]
    return found


def is_blank(params: QueryDict) -> bool:
    return not any(value.strip() for _, values in params.lists() for value in values)


def _is_chosen(chosen, choice: tuple[str, str]) -> bool:
    group, value = choice
    return value in chosen.get(group, ())
