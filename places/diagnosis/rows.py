"""Rows of several models by their keys, in two queries for a page of them."""

from collections.abc import Iterable, Iterator, Mapping

from django.db import models
from django.db.models import ExpressionWrapper, F, Value
from django.db.models.functions import Cast

BATCH = 500  # keys a query
WIDE = 30  # columns: a model that has more is read by itself

# what columns hold, so that those of several models can stand in one column of a query
TEXT, NUMBER = models.TextField, models.BigIntegerField
ALIKE = (
    (models.JSONField, models.JSONField),
    ((models.CharField, models.TextField, models.FileField), TEXT),
    (models.BooleanField, models.BooleanField),
    ((models.IntegerField, models.ForeignKey), NUMBER),
    (models.FloatField, models.FloatField),
    (models.DateTimeField, models.DateTimeField),
    (models.DateField, models.DateField),
    (models.TimeField, models.TimeField),
)

Rows = dict[type[models.Model], dict[int, models.Model]]


def read_rows(wanted: Mapping[type[models.Model], Iterable[int]], *, lock: bool = False) -> Rows:
    """Model → key → row. Few rows of narrow models come together; `lock` keeps them all until the
    transaction ends, which takes a query a model."""
    keys = {model: sorted(ids) for model, ids in wanted.items()}
    together = {} if lock else {model: ids for model, ids in keys.items() if _is_narrow(model, ids)}
    if len(together) < 2 or sum(map(len, together.values())) > BATCH:
        together = {}
    found: Rows = {model: {} for model in keys}
    for model, row in _together(together) if together else ():
        found[model][row.pk] = row
    for model, ids in keys.items():
        if model not in together:
            found[model] = _in_batches(model, ids, lock=lock)
    return found


def _in_batches(model: type[models.Model], ids: list[int], *, lock: bool) -> dict:
    found = {}
    for start in range(0, len(ids), BATCH):
        rows = model._base_manager.filter(pk__in=ids[start : start + BATCH]).order_by("pk")
        found.update((row.pk, row) for row in (rows.select_for_update() if lock else rows))
    return found


def _is_narrow(model: type[models.Model], ids: list[int]) -> bool:
    fields = model._meta.concrete_fields
    return len(fields) <= WIDE and all(_kind(field) for field in fields)


def _kind(field: models.Field) -> type[models.Field] | None:
    return next((kind for classes, kind in ALIKE if isinstance(field, classes)), None)


def _together(wanted: dict[type[models.Model], list[int]]) -> Iterator[tuple]:
    """One query: the columns of each model, those of one kind side by side with its neighbours'."""
    placed = {model: _placed(model) for model in wanted}
    columns = sorted({column for fields in placed.values() for column in fields})
    queries = [
        _query(model, number, ids, placed[model], columns)
        for number, (model, ids) in enumerate(wanted.items())
    ]
    for number, *values in queries[0].union(*queries[1:], all=True):
        model = list(wanted)[number]
        held = dict(zip(columns, values, strict=True))
        fields = {field.attname: held[column] for column, field in placed[model].items()}
        names = [field.attname for field in model._meta.concrete_fields]
        yield model, model.from_db("default", names, [fields[name] for name in names])


def _placed(model: type[models.Model]) -> dict[str, models.Field]:
    """« TextField_0 » → a field of the model."""
    found: dict[str, models.Field] = {}
    for field in model._meta.concrete_fields:
        name = _kind(field).__name__
        rank = sum(column.startswith(f"{name}_") for column in found)
        found[f"{name}_{rank:02}"] = field
    return found


def _query(
    model: type[models.Model],
    number: int,
    ids: list[int],
    placed: dict[str, models.Field],
    columns: list[str],
) -> models.QuerySet:
    kinds = {kind.__name__: kind for _, kind in ALIKE}
    told = {}
    for column in columns:
        kind = kinds[column.rpartition("_")[0]]
        told[column] = (
            ExpressionWrapper(F(placed[column].attname), kind())  # as it is: a cast loses the µs
            if column in placed
            else Cast(Value(None), kind())
        )
    rows = model._base_manager.filter(pk__in=ids).order_by()
    named = rows.annotate(model_number=Value(number, output_field=models.IntegerField()), **told)
    return named.values_list("model_number", *columns)
