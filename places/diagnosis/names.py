"""Names of the rows that changes refer to, deleted ones included, in a few queries."""

from collections.abc import Iterable

from django.db import models

from ..models import Need
from ..models.history import history_of
from .trail import OWNER, Step, belongs_to_site, in_batches

NAMED_BY = ("name", "title", "text")
NAMING = frozenset({"label"})  # foreign keys that tell a row from its neighbours


class Names:
    """What the foreign keys (and the codes of needs) of some steps are called."""

    def __init__(
        self,
        steps: Iterable[Step],
        *,
        owners: bool = False,
        others: Iterable[tuple[type[models.Model], int]] = (),
    ):
        """`owners`: also the places to which the rows belong; `others`: (model, key) as well."""
        wanted: dict[type[models.Model], set[int]] = {}
        for model, key in others:
            wanted.setdefault(model, set()).add(key)
        needs: set[str] = set()
        for step in steps:
            for field in _references(step, owners):
                keys = {getattr(row, field.attname) for row in (step.before, step.after) if row}
                wanted.setdefault(field.related_model, set()).update(keys - {None})
            for row in (step.before, step.after):
                needs.update(getattr(row, "needs", None) or ())
        self._names = {model: _names(model, keys) for model, keys in wanted.items()}
        self._needs = _need_names(needs)

    def of(self, model: type[models.Model], key: int) -> str:
        """« Comité de l’Épeule »; « n° 12 » when nothing tells its name any more."""
        return self._names.get(model, {}).get(key) or f"n° {key}"

    def need(self, code: str) -> str:
        return self._needs.get(code, code)


def row_name(row: models.Model) -> str:
    """The name a row (of a model or of its history) holds itself; "" when it has none."""
    for name in NAMED_BY:
        if isinstance(getattr(row, name, None), str):
            return getattr(row, name)
    return ""


def _references(step: Step, owners: bool) -> Iterable[models.Field]:
    """The foreign keys to be told: those that changed, and those that name the row."""
    changed = {field.name for field in step.changed()}
    for field in step.model._meta.concrete_fields:
        is_owner = field.name == OWNER and belongs_to_site(step.model)
        if field.is_relation and (
            field.name in changed or field.name in NAMING or (is_owner and owners)
        ):
            yield field


def _names(model: type[models.Model], keys: set[int]) -> dict[int, str]:
    """Of the rows that exist, then of those that history alone remembers."""
    found = {key: row_name(row) for key, row in in_batches(model, keys).items()}
    missing = keys - found.keys()
    if missing and hasattr(model._meta, "simple_history_manager_attribute"):
        rows = history_of(model).objects.filter(**{f"{model._meta.pk.attname}__in": missing})
        for row in rows.order_by("history_id"):
            found[getattr(row, model._meta.pk.attname)] = row_name(row)
    return found


def _need_names(codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    return dict(Need.objects.filter(code__in=codes).values_list("code", "name"))
