"""The one public form: what the address bar says ↔ what the directory is asked.

List, map and every later entry read the same parameters. A value that cannot be read gives a
French message for its field and is left out of the search; nothing typed is lost.
"""

import math
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import cache

from django.http import QueryDict

from .. import addresses
from ..addresses import Address
from ..directory import facets
from ..directory.columns import Directory
from ..directory.conditions import EVENING, NOW, TODAY, TONIGHT, WEEKDAYS
from ..directory.search import COMMUNE, MOMENT, RADIUS, TEXT, ZONE_BOX, Query
from ..directory.understand import Understood, understand
from ..directory.understand.phrasebook import CONSTRAINT, PLACE
from ..directory.understand.reading import STREET
from ..directory.where import Located, area_of, locate, no_address
from ..geo import Box, Position
from ..hours.osm import ZONE
from ..text import normalise
from ..vocabulary import KIND_LABELS, LANGUAGE_LABELS, Category

PAGE_SIZE = 10
MOST_PAGES = 10_000
LONGEST_TEXT = 200
MOST_CHOICES = 3
RADII_M = {"0.5": 500, "1": 1000, "2": 2000, "5": 5000, "10": 10_000, "20": 20_000, "50": 50_000}
LIST_GROUPS = (
    facets.NEED,
    facets.CATEGORY,
    facets.KIND,
    facets.LABEL,
    facets.DISTRICT,
    facets.LANGUAGE,
    facets.OPENING,
)
LITERAL = "exact"
READ = "lu"  # the text whose constraints are already among the choices
HERE = "Près de vous"
NOTHING = Understood()
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?", re.IGNORECASE | re.ASCII)


@dataclass
class Asked:
    """A request read: the query, how its place is called, and what could not be read."""

    params: QueryDict
    query: Query
    understood: Understood = NOTHING  # the whole text, its place included
    located: Located | None = None
    page: int = 1
    errors: dict[str, str] = field(default_factory=dict)  # field → French message
    notices: dict[str, str] = field(default_factory=dict)  # understood, but not found

    @property
    def place_is_in_text(self) -> bool:
        """The place asked is the one the text names."""
        return self.located is not None and self.located.text == self.understood.place != ""

    @property
    def where_typed(self) -> str:
        """What the field « Où ? » holds: what was typed in it, or « Près de vous »."""
        typed = self.params.get("ou", "").strip()
        return typed or (HERE if self.where == HERE else "")

    @property
    def where(self) -> str:
        """How the place asked is called, "" when none is."""
        return self.located.label if self.located else ""


def read(params: QueryDict, directory: Directory, moment: datetime) -> Asked:
    """Read a request's parameters at an aware `moment`."""
    asked = Asked(params=params.copy(), query=Query())
    asked.page = _page(asked)
    asked.understood = understand(_text(asked), directory.lexicon, literal=_literal(asked))
    _choose_constraints(asked)
    asked.located = located = _located(asked, directory)
    chosen = _chosen(asked, directory)
    if located and located.district:
        chosen[facets.DISTRICT] = chosen.get(facets.DISTRICT, frozenset()) | {located.district}
    asked.query = Query(
        text=asked.understood.text,
        understood=_left_to_find(asked),
        chosen=chosen,
        commune=_commune(asked, directory) or (located.commune if located else ""),
        moment=_moment(asked, moment),
        position=located.position if located else None,
        radius_m=_radius(asked),
        box=_box(asked),
        area=area_of(located, directory),
    )
    return asked


def _literal(asked: Asked) -> bool:
    """The words are to be taken as typed, mistakes included."""
    return bool(asked.params.get(LITERAL))


def _choose_constraints(asked: Asked) -> None:
    """Constraints said in the text (« gratuit », « samedi ») become choices like the others, so
    that their boxes are checked; READ says for which text, so that they can be unchecked."""
    said = asked.understood.values(CONSTRAINT)
    if not said or asked.params.get(READ) == asked.understood.text:
        return
    for group, value in said:
        if value not in asked.params.getlist(group):
            asked.params.appendlist(group, value)
    asked.params[READ] = asked.understood.text


def _left_to_find(asked: Asked) -> Understood:
    """What is left to look for once the place is known and the constraints are choices."""
    elsewhere = {CONSTRAINT, *((PLACE, STREET) if asked.place_is_in_text else ())}
    understood = asked.understood
    kept = tuple(part for part in understood.parts if part.what not in elsewhere)
    if kept == understood.parts:
        return understood
    return replace(understood, parts=kept, ignored=understood.ignored if kept else ())


def _text(asked: Asked) -> str:
    text = asked.params.get(TEXT, "").strip()
    if len(text) > LONGEST_TEXT:
        asked.errors[TEXT] = f"Écrivez moins de {LONGEST_TEXT} caractères."
        return text[:LONGEST_TEXT]
    return text


def _chosen(asked: Asked, directory: Directory) -> dict[str, frozenset[str]]:
    chosen = {}
    known = _known_values(directory)
    for group in LIST_GROUPS:
        values = frozenset(value for value in asked.params.getlist(group) if value)
        unknown = sorted(values - known[group])
        if unknown:
            asked.errors[group] = f"Choix inconnu : {', '.join(unknown)[:80]}."
        if values & known[group]:
            chosen[group] = values & known[group]
    day = asked.params.get("jour", "")
    if day in WEEKDAYS and not asked.params.get("heure"):  # a day alone: open some time that day
        chosen[facets.OPENING] = chosen.get(facets.OPENING, frozenset()) | {day}
    for group in facets.YES_GROUPS:
        if asked.params.get(group):
            chosen[group] = frozenset({facets.YES})
    return chosen


def _known_values(directory: Directory) -> dict[str, frozenset[str]]:
    lists = directory.lists
    labels = {value for group, value in directory.keys.keys if group == facets.LABEL}
    return {
        facets.NEED: frozenset(lists.need_by_code),
        facets.CATEGORY: frozenset(Category.values),
        facets.KIND: frozenset(KIND_LABELS),
        facets.LABEL: frozenset(labels),
        facets.DISTRICT: frozenset(lists.district_by_slug),
        facets.LANGUAGE: frozenset(LANGUAGE_LABELS),
        facets.OPENING: frozenset({NOW, TODAY, TONIGHT, EVENING, *WEEKDAYS}),
    }


def _located(asked: Asked, directory: Directory) -> Located | None:
    text = asked.params.get("ou", "").strip()[:LONGEST_TEXT]
    if text in ("", HERE):  # otherwise the position sent again is not the place now typed
        position = _position(asked)
        if position is not None:
            return Located(HERE, position)
    if not text:
        return _located_in_text(asked, directory)
    find = cache(addresses.find)  # asked once, even to say what could not be told apart
    located = locate(text, directory, find)
    if located is None:
        asked.notices["ou"] = _not_located(text, find(text))
    return located


def _located_in_text(asked: Asked, directory: Directory) -> Located | None:
    """The place that the text itself names."""
    place = asked.understood.place
    find = addresses.find if addresses.is_address(place) else no_address
    located = locate(place, directory, find)
    if located is None and place:
        asked.notices["lieu"] = (
            f"Nous ne savons pas où est « {place} ». "
            "Écrivez un quartier ou une adresse dans « Où ? »."
        )
    elif located is None and asked.understood.is_near_me:
        asked.notices["lieu"] = (
            "Pour chercher près de vous : choisissez « Près de moi », ou écrivez votre rue ou "
            "votre quartier dans « Où ? »."
        )
    return located


def _not_located(text: str, choices: list[Address]) -> str:
    if choices:
        labels = " ; ".join(address.label for address in choices[:MOST_CHOICES])
        return f"Plusieurs adresses répondent à « {text} ». Écrivez par exemple : {labels}."
    return f"Nous ne trouvons pas « {text} ». Essayez le nom d’un quartier ou d’une commune."


def _position(asked: Asked) -> Position | None:
    typed = asked.params.get("lat", "").strip(), asked.params.get("lon", "").strip()
    if not any(typed):
        return None
    numbers = [_number(text) for text in typed]
    if None in numbers or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        asked.errors["ou"] = "Cette position n’est pas lisible. Écrivez un quartier ou une adresse."
        return None
    return Position(*numbers)


def _radius(asked: Asked) -> float | None:
    value = asked.params.get(RADIUS, "")
    if value and value not in RADII_M:
        asked.errors[RADIUS] = "Choisissez une distance de la liste."
    return RADII_M.get(value)


def _commune(asked: Asked, directory: Directory) -> str:
    key = normalise(asked.params.get(COMMUNE, "")[:LONGEST_TEXT])
    if key and key not in directory.communes:
        asked.notices[COMMUNE] = f"Aucun lieu à « {asked.params[COMMUNE].strip()[:80]} »."
    return key


def _moment(asked: Asked, now: datetime) -> datetime | None:
    """The coming day and time asked, as naive Paris time; without a day, today."""
    day, hour = asked.params.get("jour", ""), asked.params.get("heure", "").strip()
    if not hour:
        return None
    at = _time(hour)
    if at is None:
        asked.errors["heure"] = "Écrivez une heure comme 14:30."
        return None
    here = now.astimezone(ZONE).replace(tzinfo=None, second=0, microsecond=0)
    if day and day not in WEEKDAYS:
        asked.errors["jour"] = "Choisissez un jour de la semaine."
        return None
    ahead = (WEEKDAYS.index(day) - here.weekday()) % 7 if day else 0
    asked_at = datetime.combine(here.date() + timedelta(days=ahead), at)
    return asked_at if asked_at >= here or not day else asked_at + timedelta(days=7)


def _time(text: str) -> time | None:
    """« 14:30 », « 14h30 », « 14 h » or « 9 » as a time, None when it is not one."""
    read = _CLOCK.fullmatch(text)
    if not read or int(read[1]) > 23 or int(read[2] or 0) > 59:
        return None
    return time(int(read[1]), int(read[2] or 0))


def _box(asked: Asked) -> Box | None:
    text = asked.params.get(ZONE_BOX, "")
    return read_box(text, asked.errors) if text else None


def read_box(text: str, errors: dict[str, str]) -> Box | None:
    """« south,west,north,east » in degrees; a message in `errors` when it is not."""
    numbers = [_number(part) for part in text.split(",")]
    if len(numbers) == 4 and None not in numbers:
        box = Box(*numbers)
        if -90 <= box.south <= box.north <= 90 and -180 <= box.west <= box.east <= 180:
            return box
    errors[ZONE_BOX] = "Cette zone de la carte n’est pas lisible."
    return None


def _page(asked: Asked) -> int:
    text = asked.params.get("page", "1")
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_PAGES:
        return int(text)
    asked.errors["page"] = "Ce numéro de page n’existe pas."
    return 1


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ".")) if len(text) < 30 else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


# What each condition of the search is called in the address bar.
PARAMS_OF = {
    TEXT: (TEXT,),
    COMMUNE: (COMMUNE, "ou"),
    RADIUS: (RADIUS,),
    ZONE_BOX: (ZONE_BOX,),
    MOMENT: ("jour", "heure"),
}


def address(params: QueryDict, *, without: tuple = (), **changes) -> str:
    """The query string with some values changed or left out; always from the first page.

    `without`: parameter names, or (name, value) pairs to leave out one value of several.
    """
    new = params.copy()
    for name in ("page", "cadre", "zoom"):
        new.pop(name, None)
    for item in without:
        if isinstance(item, tuple):
            name, value = item
            new.setlist(name, [v for v in new.getlist(name) if v != value])
        else:
            new.pop(item, None)
    for name, value in changes.items():
        new[name] = value
    for name in [name for name, values in new.lists() if not any(values)]:
        del new[name]
    return f"?{new.urlencode()}" if new else "?"
