"""What merging two listings would give, field by field. Read-only.

An aspect is what is chosen as a whole: an address goes with its position, a pause with its end.
Of two lists both may be kept.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from ..models import Closure, Equipment, LabelAward, Service, Site, Stop, Workshop
from ..models.fields import Codes
from .changes import field_label, row_title, value
from .names import Names

PLACE = ("address", "address_complement", "postal_code", "commune", "district")
POSITION = ("insee_code", "latitude", "longitude", "precision")
STATUS = ("status", "paused_until", "status_reason", "relocated_to", "relocation_details")
_ALONE = """name kinds other_kinds actor summary description phone emails websites booking_url hours
access_modes support_modes audiences special_care fees price_details to_bring languages wheelchair
access_details acceslibre_url mobility home_visits home_visit_area
home_visit_districts home_visit_communes remote_means programmes trainings
other_trainings""".split()
# Rows of a site, and what tells one from another: two sites may each have one of a kind.
PARTS: dict[type[models.Model], tuple[str, ...]] = {
    Service: ("category",),
    Equipment: ("kind",),
    Closure: ("start", "end"),
    LabelAward: ("label_id",),
    Workshop: ("title", "rrule", "start", "at"),
    Stop: ("spot", "rrule", "start", "at"),
}


class Choice(StrEnum):
    KEPT = "garde"
    MERGED = "fusionne"
    BOTH = "deux"


@dataclass(frozen=True)
class Aspect:
    """`fields` of Site; the first ones, `told`, are those shown."""

    key: str
    label: str
    fields: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        return len(self.fields) == 1 and isinstance(_field(self.fields[0]), Codes)

    def values(self, site: Site) -> tuple:
        return tuple(getattr(site, _field(name).attname) for name in self.fields)

    def is_empty(self, site: Site) -> bool:
        return all(held in ("", None, []) for held in self.values(site))


def _field(name: str) -> models.Field:
    return Site._meta.get_field(name)


def _alone(name: str) -> Aspect:
    return Aspect(name, field_label(_field(name)), (name,), (name,))


ASPECTS = (
    *(_alone(name) for name in _ALONE[:6]),
    Aspect("address", "Adresse et position", PLACE + POSITION, PLACE),
    *(_alone(name) for name in _ALONE[6:]),
    Aspect("status", "État", STATUS, STATUS),
)
ASPECT = {aspect.key: aspect for aspect in ASPECTS}


@dataclass(frozen=True)
class Line:
    """An aspect on which the two listings differ, in words."""

    aspect: Aspect
    kept: str
    merged: str
    proposed: Choice

    @property
    def choices(self) -> list[tuple[Choice, str]]:
        return [
            (Choice.KEPT, self.kept),
            (Choice.MERGED, self.merged),
            *([(Choice.BOTH, "Les deux")] if self._can_join else []),
        ]

    @property
    def _can_join(self) -> bool:
        return self.proposed == Choice.BOTH


@dataclass(frozen=True)
class PartLine:
    """A service, a closure… of the listing that goes: it moves, or the one that stays has it."""

    kind: str
    title: str
    moves: bool


@dataclass(frozen=True)
class Preview:
    lines: tuple[Line, ...]
    parts: tuple[PartLine, ...]


def preview(kept: Site, merged: Site) -> Preview:
    """What would differ; both sites loaded `with_parts`."""
    return Preview(tuple(_lines(kept, merged)), tuple(_part_lines(kept, merged)))


def proposed(aspect: Aspect, kept: Site, merged: Site) -> Choice:
    """Ours unless it is empty; of two lists, both."""
    if aspect.is_empty(kept):
        return Choice.MERGED
    if aspect.is_list and not aspect.is_empty(merged):
        inside = set(*aspect.values(merged)) <= set(*aspect.values(kept))
        return Choice.KEPT if inside else Choice.BOTH
    return Choice.KEPT


def moving(kept: Site, merged: Site) -> dict[type[models.Model], list[models.Model]]:
    """The rows of `merged` that `kept` has not: they change hands."""
    return {
        model: [row for row in _rows(merged, model) if _key(row) not in _keys(kept, model)]
        for model in PARTS
    }


def _lines(kept: Site, merged: Site):
    for aspect in ASPECTS:
        if aspect.values(kept) == aspect.values(merged):
            continue
        yield Line(
            aspect,
            said(aspect, kept),
            said(aspect, merged),
            proposed(aspect, kept, merged),
        )


def said(aspect: Aspect, site: Site) -> str:
    """The aspect of a site as people say it; « rien » when it says nothing."""
    told = [_said(name, site) for name in aspect.told]
    return ", ".join(text for text in told if text) or value(_field(aspect.told[0]), None)


def _said(name: str, site: Site) -> str:
    field = _field(name)
    held = getattr(site, name)
    if held in ("", None, []) and not isinstance(field, models.BooleanField):
        return ""
    return str(held) if field.is_relation else value(field, held)


def _part_lines(kept: Site, merged: Site):
    names = Names(())
    for model, rows in moving(kept, merged).items():
        kind = str(model._meta.verbose_name)
        for row in _rows(merged, model):
            title = row.label.name if model is LabelAward else row_title(model, row, names)
            yield PartLine(kind[:1].upper() + kind[1:], title, row in rows)


def _rows(site: Site, model: type[models.Model]) -> list[models.Model]:
    return list(getattr(site, _related_name(model)).all())


def _keys(site: Site, model: type[models.Model]) -> set[tuple]:
    return {_key(row) for row in _rows(site, model)}


def _key(row: models.Model) -> tuple:
    return tuple(getattr(row, name) for name in PARTS[type(row)])


def _related_name(model: type[models.Model]) -> str:
    return model._meta.get_field("site").remote_field.related_name
