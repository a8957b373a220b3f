"""What acts did to rows, read from the tables of history: each row before and after each act.

Read-only. A fixed number of queries for a page of acts: one that finds the rows of history in all
the recorded models, then one a model concerned.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from ..models import Site
from ..models.history import history_of, recorded_models
from .rows import read_rows

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


class Mark(NamedTuple):
    """One row of history: which row of which model it is about, and whose place."""

    model: type[models.Model]
    history_id: int
    pk: int
    act_id: int
    owner: int | None  # the site's key; None for a row that belongs to no place
    earlier: int | None  # the row of history before it

    @property
    def key(self) -> tuple[type[models.Model], int]:
        """The place concerned, or the row itself when it belongs to none."""
        return (Site, self.owner) if self.owner is not None else (self.model, self.pk)


def sizes_of_act(act_id: int) -> dict[type[models.Model], int]:
    """How many rows of history an act wrote, by model; one query, whatever their number."""
    recorded = list(recorded_models())
    queries = [
        history_of(model)
        .objects.filter(act_id=act_id)
        .order_by()
        .values("act_id")
        .annotate(number=Value(number, output_field=models.IntegerField()), rows=Count("*"))
        .values_list("number", "rows")
        for number, model in enumerate(recorded)
    ]
    return {recorded[number]: rows for number, rows in queries[0].union(*queries[1:], all=True)}


def changed_since(act_id: int) -> int:
    """How many of the rows that an act wrote were written again since; one query, nothing read."""
    recorded = list(recorded_models())
    queries = []
    for model in recorded:
        table, key = history_of(model), model._meta.pk.attname
        later = table.objects.filter(**{key: OuterRef(key)}, history_id__gt=OuterRef("history_id"))
        rows = table.objects.filter(Exists(later.exclude(act_id=act_id)), act_id=act_id)
        queries.append(
            rows.order_by()
            .values("act_id")
            .annotate(rows=Count(key, distinct=True))
            .values_list("rows")
        )
    return sum(rows for (rows,) in queries[0].union(*queries[1:], all=True))


def steps_of_act(act_id: int) -> list[Step]:
    """All that an act did, model by model."""
    return steps(_marks(recorded_models(), lambda model: Q(act_id=act_id)))


def marks_of_act(act_id: int) -> list[Mark]:
    """Where an act left its mark, its former states unread: see `read_earlier`."""
    return _marks(recorded_models(), lambda model: Q(act_id=act_id), earlier=False)


def first_marks_of_act(act_id: int, model: type[models.Model], start: int, stop: int) -> list[Mark]:
    """Those of an act on the places (or the rows that belong to none) of some of the rows that it
    wrote of a model, in their order; each with the row of history before it. Two queries."""
    owner = _owner_name(model) if _is_of_site(model) else model._meta.pk.attname
    rows = history_of(model).objects.filter(act_id=act_id).order_by("history_id")
    keys = list(rows.values_list(owner, flat=True)[start:stop])
    if not _is_of_site(model):
        return _marks([model], lambda one: Q(act_id=act_id, **{f"{owner}__in": keys}))
    on_them = {one: Q(act_id=act_id, **{f"{_owner_name(one)}__in": keys}) for one in site_models()}
    return _marks(on_them, on_them.__getitem__)


def read_earlier(marks: Iterable[Mark]) -> list[Mark]:
    """The same marks, each with the row of history before it."""
    ids: dict[type[models.Model], list[int]] = {}
    for mark in marks:
        ids.setdefault(mark.model, []).append(mark.history_id)
    return _marks(ids, lambda model: Q(history_id__in=ids[model])) if ids else []


def marks_on_site(site_id: int) -> list[Mark]:
    """All the marks ever left on a site and on the rows it owns, oldest first."""
    return _linked(_marks(site_models(), lambda model: of_site(model, site_id), earlier=False))


def marks_on(row: models.Model, owned: Iterable[tuple[type[models.Model], str]] = ()) -> list[Mark]:
    """All the marks ever left on a row and on the rows that belong to it: (model, the attname of
    their foreign key)."""
    model = type(row)
    wanted = {model: Q(**{model._meta.pk.attname: row.pk})}
    wanted |= {other: Q(**{attname: row.pk}) for other, attname in owned}
    return _linked(_marks(wanted, wanted.__getitem__, earlier=False))


def _linked(marks: list[Mark]) -> list[Mark]:
    """Each mark with the one before it on the same row: none is missing from `marks`."""
    last: dict[tuple, int] = {}
    found = []
    for mark in marks:
        found.append(mark._replace(earlier=last.get((mark.model, mark.pk))))
        last[mark.model, mark.pk] = mark.history_id
    return found


def places_of_acts(act_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Act → the smallest and the greatest key of the sites it touched (equal: one site)."""
    ids, found = list(act_ids), {}
    queries = [
        history_of(model)
        .objects.filter(act_id__in=ids)
        .order_by()
        .values_list("act_id")
        .annotate(first=Min(_owner_name(model)), last=Max(_owner_name(model)))
        for model in site_models()
    ]
    for act_id, first, last in queries[0].union(*queries[1:], all=True) if ids else ():
        known = found.get(act_id, (first, last))
        found[act_id] = (min(known[0], first), max(known[1], last))
    return found


def on_sites(sites: QuerySet) -> Q:
    """The acts that touched one of these sites or a row one of them owns. Asked act by act: a
    large act stops at its first such row."""
    found = Q()
    for model in site_models():
        rows = history_of(model).objects.filter(act_id=OuterRef("pk"))
        found |= Q(Exists(rows.filter(**{f"{_owner_name(model)}__in": sites.values("pk")})))
    return found


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
    return Q(**{_owner_name(model): site_id})


def _is_of_site(model: type[models.Model]) -> bool:
    return model is Site or belongs_to_site(model)


def _owner_name(model: type[models.Model]) -> str:
    return model._meta.pk.attname if model is Site else f"{OWNER}_id"


def _marks(recorded: Iterable[type[models.Model]], wanted, *, earlier: bool = True) -> list[Mark]:
    """The rows of history that `wanted(model)` says, oldest first in each model; one query."""
    recorded = list(recorded)
    queries = [
        _marked(model, number, wanted(model), earlier) for number, model in enumerate(recorded)
    ]
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    ordered = sorted(rows, key=lambda row: row[:2])
    return [Mark(recorded[number], *rest) for number, *rest in ordered]


def _marked(model: type[models.Model], number: int, wanted: Q, earlier: bool) -> QuerySet:
    table, key = history_of(model), model._meta.pk.attname
    before = table.objects.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id").values("history_id")[:1]
    none = Cast(Value(None), models.BigIntegerField())
    owned = _is_of_site(model)
    rows = table.objects.filter(wanted).order_by()
    return rows.annotate(
        number=Value(number, output_field=models.IntegerField()),
        owner=F(_owner_name(model)) if owned else none,
        earlier=Subquery(before) if earlier else none,
    ).values_list("number", "history_id", key, "act_id", "owner", "earlier")


def steps(marks: Iterable[Mark]) -> list[Step]:
    """What these marks tell. Two queries for a page of them; for many,
    some for each model concerned."""
    spans: dict[tuple, list[Mark]] = {}
    for mark in marks:
        spans.setdefault((mark.model, mark.pk, mark.act_id), []).append(mark)
    wanted: dict[type[models.Model], set[int]] = {}
    for span in spans.values():
        ids = (span[0].earlier, span[0].history_id, span[-1].history_id)
        wanted.setdefault(span[0].model, set()).update(one for one in ids if one)
    rows = read_rows({history_of(model): ids for model, ids in wanted.items()})
    return [_step(span, rows[history_of(span[0].model)]) for span in spans.values()]


def _step(span: list[Mark], rows: dict[int, models.Model]) -> Step:
    first, last = span[0], span[-1]
    before, after = rows.get(first.earlier), rows[last.history_id]
    known = before is not None or rows[first.history_id].history_type == "+"
    return Step(
        first.model,
        first.pk,
        first.act_id,
        None if before is None or before.history_type == "-" else before,
        None if after.history_type == "-" else after,
        last.history_id,
        known,
    )
