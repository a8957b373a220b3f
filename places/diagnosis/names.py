"""Names of the rows that changes refer to, deleted ones included, in a few queries."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast

from ..models import Need
from ..models.history import history_of
from .trail import OWNER, Step, belongs_to_site

NAMED_BY = ("name", "title", "text", "spot")
NAMING = frozenset({"label", "workshop", "stop"})  # keys that tell a row from its neighbours


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
                needs.update(filter(None, [getattr(row, "need", None)]))
        self._names, self._needs = _read(wanted, needs)

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


def _read(wanted: dict[type[models.Model], set[int]], needs: set[str]) -> tuple[dict, dict]:
    """{model: {key: name}} and {code: name}: the rows that exist in one query, then those that
    history alone remembers in another."""
    found: dict[type[models.Model], dict[int, str]] = {model: {} for model in wanted}
    for number, key, code, name in _union(wanted, needs):
        found.setdefault([*wanted, Need][number], {})[code or key] = name
    codes = found.pop(Need, {}) if Need not in wanted else found[Need]
    _remember(found, wanted)
    return found, {code: name for code, name in codes.items() if isinstance(code, str)}


def _union(wanted: dict[type[models.Model], set[int]], needs: set[str]) -> Iterable[tuple]:
    queries = []
    for number, (model, keys) in enumerate(wanted.items()):
        rows = model._base_manager.filter(pk__in=keys).order_by()
        queries.append(_told(rows, number, Value("", output_field=models.CharField())))
    if needs:
        queries.append(
            _told(Need.objects.filter(code__in=needs).order_by(), len(wanted), F("code"))
        )
    if not queries:
        return ()
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def _told(rows: models.QuerySet, number: int, code) -> models.QuerySet:
    names = [name for name in NAMED_BY if _is_text(rows.model, name)]
    name = F(names[0]) if names else Value("")
    return rows.annotate(
        row_number=Value(number, output_field=models.IntegerField()),
        row_code=Cast(code, models.CharField(max_length=50)),
        row_name=Cast(name, models.CharField(max_length=300)),
    ).values_list("row_number", "pk", "row_code", "row_name")


def _is_text(model: type[models.Model], name: str) -> bool:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return isinstance(fields.get(name), models.CharField)


def _remember(found: dict[type[models.Model], dict], wanted: dict) -> None:
    """Add the last names of rows deleted since."""
    for model, keys in wanted.items():
        missing = keys - found[model].keys()
        if missing and hasattr(model._meta, "simple_history_manager_attribute"):
            key = model._meta.pk.attname
            rows = history_of(model).objects.filter(**{f"{key}__in": missing})
            for row in rows.order_by("history_id"):
                found[model][getattr(row, key)] = row_name(row)
