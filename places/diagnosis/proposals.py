"""A proposal beside the listing: what it said then, what it says today, what is proposed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ..models import Closure, Equipment, Need, Proposal, Service, Site
from ..models.fields import Codes
from .changes import NOTHING, field_label, row_title, value

# What anybody may propose of a listing: what the public reads of it.
FIELDS = (
    *("name", "address", "address_complement", "postal_code", "commune", "phone", "emails"),
    *("websites", "booking_url", "hours", "summary", "description", "to_bring", "access_modes"),
    *("access_details", "support_modes", "fees", "price_details", "audiences", "special_care"),
    *("languages", "wheelchair", "home_visits", "home_visit_area", "kinds"),
    *("home_visit_districts", "home_visit_communes", "remote_means"),
    *("status", "paused_until", "status_reason"),
)
PARTS = {"services": Service, "equipment": Equipment, "closures": Closure}
PART_LABELS = {"services": "Aides", "equipment": "Matériel", "closures": "Fermetures"}
_OWN = frozenset({"id", "site_id"})


@dataclass(frozen=True)
class Side:
    """One thing proposed, in words. `seen` tells whether today's value changes meanwhile."""

    name: str
    label: str
    then: str
    today: str
    proposed: str
    is_overtaken: bool
    is_same: bool  # the listing already says so
    is_part: bool
    seen: str


def sides(proposal: Proposal, site: Site) -> list[Side]:
    """What is proposed, thing by thing. `site` is the listing today."""
    found = []
    for name, proposed in proposal.changes.items():
        field = Site._meta.get_field(name)
        now = plain(getattr(site, name))
        then = proposal.base.get("changes", {}).get(name)
        words = [_words(field, held) for held in (then, now, proposed)]
        found.append(_side(name, field_label(field), words, (then, now, proposed), False))
    for name, proposed in proposal.parts.items():
        now = part_today(site, name)
        then = proposal.base.get("parts", {}).get(name, [])
        needs = _need_names([*then, *now, *proposed]) if name == "services" else {}
        words = [part_words(name, rows, needs) for rows in (then, now, proposed)]
        found.append(_side(name, PART_LABELS[name], words, (then, now, proposed), True))
    return found


def part_today(site: Site, name: str) -> list[dict]:
    """The rows of a part, as a proposal holds them (JSON)."""
    names = part_fields(PARTS[name])
    return [{one: plain(getattr(row, one)) for one in names} for row in getattr(site, name).all()]


def part_fields(model: type[models.Model]) -> list[str]:
    """What a proposal says of each row of a part."""
    return [one.name for one in model._meta.concrete_fields if one.attname not in _OWN]


def part_words(name: str, rows: Iterable[Mapping], needs: Mapping[str, str] | None = None) -> str:
    """« Wifi ; Ordinateur (nombre : 6) »."""
    return " ; ".join(_row_words(PARTS[name], row, needs or {}) for row in rows) or NOTHING


def plain(held: object) -> object:
    """A value as JSON keeps it."""
    return json.loads(json.dumps(held, cls=DjangoJSONEncoder))


def typed(model: type[models.Model], values: Mapping) -> dict:
    """Values of a model's fields as Python holds them.

    Raises django.core.exceptions.ValidationError, by field, for what cannot be read.
    """
    found, errors = {}, {}
    for name, held in values.items():
        try:
            found[name] = model._meta.get_field(name).to_python(held)
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)
    return found


def seen(held: object) -> str:
    """A short mark of a value: another value has another mark."""
    text = json.dumps(plain(held), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_same(field: models.Field, one: object, other: object) -> bool:
    """Whether two values say the same: the order of codes of a closed list says nothing."""
    if isinstance(field, Codes) and field.code_choices():
        return sorted(one or ()) == sorted(other or ())
    return one == other


def _side(name: str, label: str, words: list[str], held: tuple, is_part: bool) -> Side:
    then, now, proposed = held
    return Side(
        name,
        label,
        *words,
        is_overtaken=seen(then) != seen(now) and seen(now) != seen(proposed),
        is_same=seen(now) == seen(proposed),
        is_part=is_part,
        seen=seen(now),
    )


def _words(field: models.Field, held: object) -> str:
    try:
        return value(field, field.to_python(held))
    except ValidationError:
        return str(held)


def _row_words(model: type[models.Model], row: Mapping, needs: Mapping[str, str]) -> str:
    instance = model(**typed(model, {key: row[key] for key in row if key not in _OWN}))
    title = row_title(model, instance)
    told = []
    for field in model._meta.concrete_fields:
        held = getattr(instance, field.attname)
        if field.name not in row or field.name in ("position", "reason") or held in (None, "", []):
            continue
        if field.name == "price_unit" and instance.price_cents is None:
            continue  # a unit given by default, of no price
        words = value(field, held)
        if field.name == "needs":
            words = ", ".join(needs.get(code, code) for code in held)
        if words not in title and field.name not in ("start", "end"):
            told.append(f"{field_label(field).lower()} : {words}")
    return f"{title} ({' ; '.join(told)})" if told else title


def _need_names(rows: list[Mapping]) -> dict[str, str]:
    codes = {code for row in rows for code in row.get("needs") or ()}
    return dict(Need.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
