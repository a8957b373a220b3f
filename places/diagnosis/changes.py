"""Changes in words: « Téléphone : 03 20 11 22 33 → 03 20 44 55 66 ». French, nothing of codes."""

import re
from datetime import date, datetime, time

from django.db import models
from django.utils import timezone

from ..hours.clocks import MONTHS, clock
from ..hours.osm import ZONE
from ..hours.periods import month_words
from ..hours.wording import hours_sentence
from ..models import (
    Closure,
    Equipment,
    LabelAward,
    Service,
    Site,
    Stop,
    StopSession,
    VisitCount,
    Workshop,
    WorkshopSession,
)
from ..models.fields import Codes
from ..text import phone
from ..vocabulary import PLAIN_CATEGORY, Category
from .names import Names, row_name
from .trail import BOOKKEEPING, OWNER, Step, belongs_to_site

NOTHING = "rien"
LONGEST = 300  # characters of a value shown
HOURS = frozenset({"hours", "replacement"})
UNTOLD = BOOKKEEPING | {"position"}
# model: (what its rows are called, the same joined to « ajouté » and « retiré »)
KINDS = {
    Site: ("Lieu", "Lieu créé", "Lieu retiré"),
    Service: ("Aide", "Aide ajoutée", "Aide retirée"),
    Equipment: ("Matériel", "Matériel ajouté", "Matériel retiré"),
    Closure: ("Fermeture", "Fermeture ajoutée", "Fermeture retirée"),
    LabelAward: ("Label", "Label ajouté", "Label retiré"),
    Workshop: ("Atelier", "Atelier ajouté", "Atelier retiré"),
    WorkshopSession: ("Séance", "Séance notée", "Séance retirée"),
    Stop: ("Arrêt", "Arrêt ajouté", "Arrêt retiré"),
    StopSession: ("Passage", "Passage noté", "Passage retiré"),
    VisitCount: ("Comptage", "Comptage noté", "Comptage retiré"),
}
_ASIDE = re.compile(r"\s*\(.*?\)")


def lines(step: Step, names: Names) -> list[str]:
    """What a step changed, a line a field; one line for a row that appeared or went away."""
    one, added, removed = _words(step.model)
    if step.before is None and step.after is None:
        return [f"{one} : {title(step, names)}, ajout et retrait"]
    if not step.known:
        return [f"{one} : {title(step, names)}, état d’avant non gardé"]
    if step.before is None:
        return [f"{added} : {title(step, names)}{_amount(step)}"]
    if step.after is None:
        return [f"{removed} : {title(step, names)}{_amount(step)}"]
    told = [
        change(field, *_values(step, field), names)
        for field in step.changed()
        if field.name not in UNTOLD
    ]
    if step.model is Site or not belongs_to_site(step.model):
        return told
    prefix = f"{one} « {title(step, names)} »"
    if not told and any(field.name == "position" for field in step.changed()):
        return [f"{prefix} : ordre changé"]
    return [f"{prefix}, {line[:1].lower()}{line[1:]}" for line in told]


def change(field: models.Field, before: object, after: object, names: Names | None = None) -> str:
    """« Téléphone : 03… → 03… »; lists say what was added and removed."""
    label = field_label(field)
    if isinstance(before, list) and isinstance(after, list):
        before_words, after_words = _items(field, before, names), _items(field, after, names)
        added = [item for item in after_words if item not in before_words]
        removed = [item for item in before_words if item not in after_words]
        said = [f"ajouté {', '.join(added)}"] if added else []
        said += [f"retiré {', '.join(removed)}"] if removed else []
        return f"{label} : {' ; '.join(said) or 'ordre changé'}"
    if isinstance(before, dict) or isinstance(after, dict):
        keys = _days if field.name == "days" else _keys
        return f"{label} : {keys(before, after)}"
    return f"{label} : {value(field, before, names)} → {value(field, after, names)}"


def field_label(field: models.Field) -> str:
    """« Horaires »: the name of a field without what is said aside in its form."""
    label = _ASIDE.sub("", str(field.verbose_name)).strip()
    return label[:1].upper() + label[1:]


def value(field: models.Field, held: object, names: Names | None = None) -> str:
    """One value as people say it; « rien » when there is none, « inconnu » for a yes or no."""
    if isinstance(field, models.BooleanField):
        return {True: "oui", False: "non"}.get(held, "inconnu")
    if held is None or held in ("", [], {}):
        return NOTHING
    if field.is_relation:
        return names.of(field.related_model, held) if names else f"n° {held}"
    if isinstance(held, datetime):
        moment = held.astimezone(ZONE)
        return f"{day(moment.date())} à {clock(moment.time())}"
    if isinstance(held, date):
        return day(held)
    if isinstance(held, time):
        return clock(held)
    if isinstance(held, list):
        return ", ".join(_items(field, held, names))
    return _text(field, held)


def day(held: date) -> str:
    """« 3 novembre 2026 »."""
    number = "1er" if held.day == 1 else str(held.day)
    return f"{number} {MONTHS[held.month - 1]} {held.year}"


def title(step: Step, names: Names) -> str:
    """What tells a row from its neighbours: « du 1er au 5 mai 2026 »."""
    return row_title(step.model, step.row, names) if step.row else f"n° {step.pk}"


def row_title(model: type[models.Model], row: models.Model, names: Names | None = None) -> str:
    """The same for a row of a model or of its history."""
    if model is Closure:
        return _span(row.start, row.end) + (f" ({row.reason})" if row.reason else "")
    if model is Service:
        return PLAIN_CATEGORY.get(row.category, row.category)
    if model is Equipment:
        return value(Equipment._meta.get_field("kind"), row.kind)
    if model in (WorkshopSession, StopSession):
        whole = (Workshop, row.workshop_id) if model is WorkshopSession else (Stop, row.stop_id)
        told = f"{names.of(*whole)}, " if names else ""
        return f"{told}{day(row.day)}" + (", annulée" if row.cancelled else "")
    if model is VisitCount:
        what = f"« {names.need(row.need) if names else row.need} »" if row.need else "visites"
        return f"{month_words(row.month)}, {what}"
    if model is LabelAward and names:
        return names.of(LabelAward._meta.get_field("label").related_model, row.label_id)
    return row_name(row) or _first_words(model, row, names)


def _words(model: type[models.Model]) -> tuple[str, str, str]:
    if model in KINDS:
        return KINDS[model]
    name = str(model._meta.verbose_name)
    name = name[:1].upper() + name[1:]
    return name, f"Ajout, {name.lower()}", f"Retrait, {name.lower()}"


def _first_words(model: type[models.Model], row: models.Model, names: Names | None) -> str:
    """For a model that nobody described here: its first text that says something."""
    for field in model._meta.concrete_fields:
        held = getattr(row, field.attname)
        if isinstance(held, str) and held and field.name != OWNER:
            return value(field, held, names)
    return f"n° {getattr(row, model._meta.pk.attname)}"


def _values(step: Step, field: models.Field) -> tuple[object, object]:
    return getattr(step.before, field.attname), getattr(step.after, field.attname)


def _items(field: models.Field, held: list, names: Names | None) -> list[str]:
    known = dict(field.code_choices()) if isinstance(field, Codes) else {}
    if field.name == "needs" and field.model in (Service, Workshop) and names:
        return [names.need(code) for code in held]
    texts = [item.get("text", "?") if isinstance(item, dict) else str(item) for item in held]
    return [str(known.get(text, text)) for text in texts]


def _keys(before: object, after: object) -> str:
    before, after = (held if isinstance(held, dict) else {} for held in (before, after))
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return ", ".join(changed[:10]) or "changé"


def _days(before: dict, after: dict) -> str:
    """« le 3 : rien → 12 »; days are read in their order."""
    changed = [day for day in {**before, **after} if before.get(day) != after.get(day)]
    told = [
        f"le {day} : {before.get(day, NOTHING)} → {after.get(day, NOTHING)}"
        for day in sorted(changed, key=int)
    ]
    return ", ".join(told)


def _amount(step: Step) -> str:
    """What a row that appeared or went away counted."""
    return f" : {step.row.count}" if step.model is VisitCount else ""


def _text(field: models.Field, held: object) -> str:
    if field.name == "phone":
        return phone(held)
    if field.name in HOURS:
        sentence = hours_sentence(held, timezone.localdate())
        return sentence if sentence.startswith("«") else f"« {sentence} »"
    if field.choices is not None and field.model is Service and held in Category.values:
        return PLAIN_CATEGORY[held]
    known = dict(field.flatchoices or ())
    if held in known:
        return str(known[held])
    if isinstance(held, float):
        return f"{held:.6g}".replace(".", ",")
    text = str(held)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _span(start: date, end: date | None) -> str:
    """« du 1er au 5 mai 2026 », « le 5 mai 2026 », « depuis le 5 mai 2026 »."""
    if end is None:
        return f"depuis le {day(start)}"
    if start == end:
        return f"le {day(start)}"
    said = day(start)
    if start.year == end.year:
        same_month = start.month == end.month
        said = said.rsplit(" ", 2 if same_month else 1)[0]
    return f"du {said} au {day(end)}"
