"""What acts did to rows, read from the tables of history: each row before and after each act.

Read-only. A fixed number of queries for a page of acts: one that finds the rows of history in all
the recorded models, then one a model concerned.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value

from ..models import Site
from ..models.history import history_of, recorded_models

BATCH = 500
OWNER = "site"  # the field by which a row belongs to a place
BOOKKEEPING = frozenset({"created_at", "updated_at", "local_edits"})  # follow from the others


@dataclass(frozen=True)
class Step:
    """What one act did to one row.

    `before` and `after` are rows of history, None when the row did not exist. `known`: False when
    nothing was kept of the row before this act.
    """

    model: type[models.Model]
    pk: int
    act_id: int
    before: models.Model | None
    after: models.Model | None
    last_id: int  # the row of history the act wrote last
    known: bool = True

    @property
    def row(self) -> models.Model:
        """The row as last known in this act."""
        return self.after or self.before

    def changed(self) -> Iterator[models.Field]:
        """The fields that differ, when the row existed before and after."""
        if self.before is None or self.after is None:
            return
        for field in self.model._meta.concrete_fields:
            before, after = (getattr(row, field.attname) for row in (self.before, self.after))
            if before != after:
                yield field


def steps_of_act(act_id: int) -> list[Step]:
    """All that an act did, model by model."""
    return _steps(_found(recorded_models(), lambda model: Q(act_id=act_id)))


def steps_on_site(site_id: int, act_ids: Iterable[int]) -> list[Step]:
    """What these acts did to a site and to the rows it owns."""
    ids = list(act_ids)
    if not ids:
        return []
    return _steps(_found(site_models(), lambda model: Q(act_id__in=ids) & of_site(model, site_id)))


def acts_on_site(site_id: int) -> QuerySet:
    """The keys (act_id,) of the acts that touched a site or a row it owns, the last first."""
    parts = [
        history_of(model).objects.filter(of_site(model, site_id)).order_by().values_list("act_id")
        for model in site_models()
    ]
    return parts[0].union(*parts[1:]).order_by("-act_id")


def site_models() -> Iterator[type[models.Model]]:
    """Site, then every recorded model with a `site`."""
    yield Site
    for model in recorded_models():
        if belongs_to_site(model):
            yield model


def belongs_to_site(model: type[models.Model]) -> bool:
    """Whether the rows of a model each belong to a place."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return OWNER in fields and fields[OWNER].related_model is Site


def of_site(model: type[models.Model], site_id: int) -> Q:
    """The rows of history of a model that concern a site."""
    return Q(**{"id" if model is Site else f"{OWNER}_id": site_id})


def _found(recorded: Iterable[type[models.Model]], wanted) -> list[tuple]:
    """(model, history_id, pk, act_id, id of the row of history before it or None), oldest first."""
    recorded = list(recorded)
    queries = [_references(model, number, wanted(model)) for number, model in enumerate(recorded)]
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return [(recorded[number], *rest) for number, *rest in sorted(rows, key=lambda row: row[:2])]


def _references(model: type[models.Model], number: int, wanted: Q) -> QuerySet:
    table, key = history_of(model), model._meta.pk.attname
    earlier = table.objects.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    earlier = earlier.order_by("-history_id").values("history_id")[:1]
    number = Value(number, output_field=models.IntegerField())
    rows = table.objects.filter(wanted).order_by()
    return rows.annotate(number=number, earlier=Subquery(earlier)).values_list(
        "number", "history_id", key, "act_id", "earlier"
    )


def _steps(found: list[tuple]) -> list[Step]:
    spans: dict[tuple, list[tuple]] = {}
    for model, history_id, pk, act_id, earlier in found:
        spans.setdefault((model, pk, act_id), []).append((history_id, earlier))
    wanted: dict[type[models.Model], set[int]] = {}
    for (model, _, _), span in spans.items():
        wanted.setdefault(model, set()).update(
            history_id for history_id in (span[0][1], span[0][0], span[-1][0]) if history_id
        )
    rows = {model: in_batches(history_of(model), ids) for model, ids in wanted.items()}
    return [_step(key, span, rows[key[0]]) for key, span in spans.items()]


def _step(key: tuple, span: list[tuple], rows: dict[int, models.Model]) -> Step:
    model, pk, act_id = key
    (first_id, earlier_id), (last_id, _) = span[0], span[-1]
    before, after = rows.get(earlier_id), rows[last_id]
    known = before is not None or rows[first_id].history_type == "+"
    return Step(
        model,
        pk,
        act_id,
        None if before is None or before.history_type == "-" else before,
        None if after.history_type == "-" else after,
        last_id,
        known,
    )


def in_batches(model: type[models.Model], ids: Iterable[int]) -> dict[int, models.Model]:
    """Rows by key, some hundreds a query."""
    ordered, found = sorted(ids), {}
    for start in range(0, len(ordered), BATCH):
        rows = model._base_manager.filter(pk__in=ordered[start : start + BATCH])
        found.update((row.pk, row) for row in rows)
    return found
