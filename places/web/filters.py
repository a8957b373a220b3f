"""The choices beside the results: each with its count, each a value of the address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ..directory import facets
from ..directory.conditions import EVENING, NOW, SATURDAY, TODAY, TONIGHT, WEEKDAYS
from ..directory.search import COMMUNE, MOMENT, RADIUS, TEXT, ZONE_BOX, Answer, Relaxation
from ..directory.understand import Part
from ..directory.understand.phrasebook import CONSTRAINT, KIND, NEED, PLACE
from ..directory.understand.reading import STREET
from ..press.document import PublicNeed
from ..vocabulary import KIND_LABELS, LANGUAGE_LABELS, PLAIN_CATEGORY
from .query import HERE, PARAMS_OF, RADII_M, READ, Asked, address

YES_LABELS = {
    facets.FREE: "Gratuit",
    facets.WALK_IN: "Sans rendez-vous",
    facets.WHEELCHAIR: "En fauteuil roulant",
    facets.REMOTE: "À distance",
    facets.BY_PHONE: "Par téléphone",
    facets.BY_VIDEO: "En visio",
    facets.HOME: "À domicile",
    facets.ITINERANT: "Bus ou lieu itinérant",
    facets.NO_TRAVEL: "Sans se déplacer",
    facets.CHILDREN: "Avec des enfants",
}
FIRST_YES = (facets.FREE, facets.WALK_IN, facets.WHEELCHAIR)
OPENING_LABELS = {
    NOW: "Ouvert maintenant",
    TODAY: "Ouvert aujourd’hui",
    SATURDAY: "Samedi",
    EVENING: "Le soir, après 18 h",
    TONIGHT: "Ce soir, après 18 h",
    **{day: f"Ouvert {day}" for day in WEEKDAYS if day != SATURDAY},
}
MOST_SHOWN, MOST_NEEDS = 60, 12
# Parameters with a field of their own, or that a new search must forget.
VISIBLE = frozenset({TEXT, "ou", "lat", "lon", "jour", "heure", RADIUS, "page", "cadre", "zoom"})


@dataclass(frozen=True)
class Option:
    name: str  # of the parameter
    value: str
    label: str
    count: int
    checked: bool

    @property
    def is_empty(self) -> bool:
        """Choosing it would give nothing; it stays visible, and can be unchecked."""
        return not self.count and not self.checked


@dataclass(frozen=True)
class Group:
    title: str
    options: tuple[Option, ...]
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """One thing asked, with the address of the same search without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Way:
    """A search close to the one that found nothing."""

    label: str
    count: int
    url: str


class Filters:
    """Everything the results page says of what is asked and what could be."""

    def __init__(self, asked: Asked, answer: Answer):
        self._asked, self._answer = asked, answer
        self._lists = answer.directory.lists
        self._labels = {
            facets.NEED: {need.code: need.name for need in self._lists.needs},
            facets.CATEGORY: {category.value: label for category, label in PLAIN_CATEGORY.items()},
            facets.KIND: KIND_LABELS,
            facets.LABEL: self._award_names(),
            facets.DISTRICT: {d.slug: d.name for d in self._lists.districts},
            facets.LANGUAGE: {c: name for c, name in LANGUAGE_LABELS.items() if c != "fr"},
            facets.OPENING: OPENING_LABELS,
        }

    @cached_property
    def first(self) -> list[Option]:
        """The choices most asked, shown before all others."""
        return [
            self._option(facets.OPENING, NOW, OPENING_LABELS[NOW]),
            self._option(facets.OPENING, SATURDAY, OPENING_LABELS[SATURDAY]),
            self._option(facets.OPENING, EVENING, OPENING_LABELS[EVENING]),
            *(self._yes(group) for group in FIRST_YES),
        ]

    @cached_property
    def others(self) -> list[Option]:
        """The rarer yes-or-no choices."""
        return [self._yes(group) for group in YES_LABELS if group not in FIRST_YES]

    @cached_property
    def groups(self) -> list[Group]:
        """The other choices, by group; only values that some place has."""
        titles = {
            facets.NEED: "Besoin",
            facets.CATEGORY: "Sorte d’aide",
            facets.DISTRICT: "Quartier",
            facets.KIND: "Type de lieu",
            facets.LANGUAGE: "Langue parlée",
            facets.LABEL: "Label",
        }
        made = ((title, self._options(group)) for group, title in titles.items())
        return [
            Group(title, options, any(option.checked for option in options))
            for title, options in made
            if options
        ]

    def hidden(self) -> list[tuple[str, str]]:
        """(name, value) of what is asked and has no control on the page: kept by the form."""
        shown = {(o.name, o.value) for o in (*self.first, *self.others)}
        shown.update((o.name, o.value) for group in self.groups for o in group.options)
        return [
            (name, value)
            for name, values in self._asked.params.lists()
            if name not in VISIBLE
            for value in values
            if value and (name, value) not in shown
        ]

    def radii(self) -> list[tuple[str, str, bool]]:
        """(value, label, chosen) of each distance."""
        chosen = self._asked.params.get(RADIUS, "")
        return [
            (
                value,
                f"{value.replace('.', ',')} km" if metres >= 1000 else f"{metres} m",
                value == chosen,
            )
            for value, metres in RADII_M.items()
        ]

    def weekdays(self) -> list[tuple[str, bool]]:
        chosen = self._asked.params.get("jour", "")
        return [(day, day == chosen) for day in WEEKDAYS]

    def chips(self) -> list[Chip]:
        """What is asked, each part removable."""
        return list(self._chips())

    def ways(self) -> list[Way]:
        """When nothing was found: what each condition costs, the cheapest first."""
        return [
            Way(self._said(relaxation), relaxation.count, self._without(relaxation))
            for relaxation in self._answer.relaxations
        ]

    def rather(self) -> list[Chip]:
        """Other needs that the words of the text may mean: the same search for that need."""
        read = self._asked.understood
        needs = [part for part in read.parts if part.what == NEED]
        if len(needs) > 1 or read.is_nothing:
            return []
        kept = " ".join(part.typed for part in read.parts if part.what in (PLACE, STREET))
        return [
            Chip(
                self._label(facets.NEED, code),
                address(self._asked.params, without=(READ,), q=kept, besoin=code),
            )
            for code in read.others
        ]

    def needs(self) -> list[PublicNeed]:
        """To choose from when nothing was understood: those the words may mean come first."""
        guessed = [self._lists.need_by_code[code] for code in self._asked.understood.others]
        return list(dict.fromkeys([*guessed, *self._lists.needs]))[:MOST_NEEDS]

    def _chips(self) -> Iterator[Chip]:
        asked = self._asked
        yield from self._text_chips()
        if asked.located and not asked.place_is_in_text:
            yield self._chip(_near(asked), "ou", "lat", "lon")
        elif asked.params.get(COMMUNE):
            yield self._chip(asked.params[COMMUNE], COMMUNE)
        for group, values in asked.query.chosen.items():
            for value in sorted(values):
                if (group, value) != (facets.DISTRICT, asked.located and asked.located.district):
                    label = self._label(group, value)
                    yield Chip(label, address(asked.params, without=((group, value),)))
        if asked.query.moment:
            yield self._chip(self._moment_said(), "jour", "heure")
        if asked.query.radius_m and asked.query.position:
            yield self._chip(self._radius_said(), RADIUS)
        if asked.query.box:
            yield self._chip("zone de la carte", ZONE_BOX)

    def _text_chips(self) -> Iterator[Chip]:
        """One for each part of the text, in its order; for the whole text when none is."""
        for part in self._asked.understood.parts:
            if part.what == CONSTRAINT:  # a choice like the others
                continue
            yield Chip(self._part_said(part), self._text_without(part))
        if self._asked.understood.is_nothing:
            yield self._chip(f"« {self._asked.query.text} »", TEXT)

    def _part_said(self, part: Part) -> str:
        if part.what == NEED:
            return " ou ".join(self._label(facets.NEED, code) for code in part.values)
        if part.what == KIND:
            return self._label(facets.KIND, part.values[0])
        if part.what in (PLACE, STREET) and self._asked.place_is_in_text:
            return _near(self._asked)
        return f"« {part.corrected or part.typed} »"

    def _text_without(self, part: Part) -> str:
        return self._with_text(p.typed for p in self._asked.understood.parts if p is not part)

    def _with_text(self, kept: Iterable[str]) -> str:
        """The same search with other words; the constraints of the text stay as chosen."""
        text = " ".join(kept)
        read = {READ: text} if READ in self._asked.params and text else {}
        if text:
            return address(self._asked.params, without=(READ,), q=text, **read)
        return address(self._asked.params, without=(TEXT, READ))

    def _chip(self, label: str, *names: str) -> Chip:
        return Chip(label, address(self._asked.params, without=names))

    def _label(self, group: str, value: str) -> str:
        return YES_LABELS.get(group) or self._labels[group].get(value, value)

    def _moment_said(self) -> str:
        moment = self._asked.query.moment
        hour = f"{moment.hour} h" + (f" {moment.minute:02}" if moment.minute else "")
        return f"ouvert {WEEKDAYS[moment.weekday()]} à {hour}"

    def _radius_said(self) -> str:
        metres = self._asked.query.radius_m
        return f"à moins de {f'{metres / 1000:g} km' if metres >= 1000 else f'{metres:.0f} m'}"

    def _said(self, relaxation: Relaxation) -> str:
        group, value = relaxation.group, relaxation.value
        if group == TEXT:
            return f"sans le mot « {value} »"
        if group == MOMENT:
            return f"sans « {self._moment_said()} »"
        if group == RADIUS:
            return "plus loin"
        if group == ZONE_BOX:
            return "sur toute la carte"
        if group == COMMUNE:
            return "dans toutes les communes"
        values = [value] if value else sorted(self._asked.query.chosen[group])
        return "sans " + " ni ".join(f"« {self._label(group, v)} »" for v in values)

    def _without(self, relaxation: Relaxation) -> str:
        params, group, value = self._asked.params, relaxation.group, relaxation.value
        if group == TEXT:
            parts = self._asked.understood.parts
            return self._with_text(p.typed for p in parts if p.typed != value)
        if group == facets.DISTRICT and self._asked.located and self._asked.located.district:
            return address(params, without=(group, "ou"))
        if value and group in facets.ALL_OF:
            return address(params, without=((group, value),))
        return address(params, without=PARAMS_OF.get(group, (group,)))

    def _options(self, group: str) -> tuple[Option, ...]:
        labels = self._labels[group]
        present = [value for value in labels if (group, value) in self._answer.counts]
        options = [self._option(group, value, labels[value]) for value in present]
        if group in (facets.KIND, facets.DISTRICT):
            options.sort(key=lambda option: (not option.checked, -option.count, option.label))
        return tuple(options[:MOST_SHOWN])

    def _yes(self, group: str) -> Option:
        return self._option(group, facets.YES, YES_LABELS[group])

    def _option(self, group: str, value: str, label: str) -> Option:
        return Option(
            name=group,
            value=value,
            label=label,
            count=self._answer.counts.get((group, value), 0),
            checked=value in self._asked.query.chosen.get(group, ()),
        )

    def _award_names(self) -> dict[str, str]:
        names = self._answer.directory.award_names
        return dict(sorted(names.items(), key=lambda item: item[1]))


def _near(asked: Asked) -> str:
    if asked.where == HERE:
        return HERE.lower()
    return f"près de {asked.where}" if asked.query.position else asked.where
