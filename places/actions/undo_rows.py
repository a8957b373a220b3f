"""What undoing an act would do to each row, and what stands in the way. Changes nothing.

A fixed number of queries for each kind of row concerned, whatever the number of rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models

from ..diagnosis.changes import change, day, field_label, row_title
from ..diagnosis.names import Names
from ..diagnosis.rows import BATCH, read_rows
from ..diagnosis.trail import BOOKKEEPING, Step
from ..hours.clocks import clock
from ..hours.osm import ZONE
from ..models import Act, Site
from ..models.history import history_of
from ..vocabulary import Publication

# Rows that are hidden instead of deleted: their address and their history stay.
HIDDEN = {Site: {"publication": Publication.ARCHIVED.value}}
EDITS = "local_edits"
MOST_USERS = 3  # named, of the rows that refer to one about to be deleted


@dataclass(frozen=True)
class Conflict:
    """A field (or a whole row) that undoing would overwrite; told in French."""

    model: type[models.Model]
    pk: int
    field: str  # "" for the whole row
    text: str


@dataclass
class RowUndo:
    """What is to be done to one row. `values`: attname → the value to put back."""

    step: Step
    kind: str  # « change », « delete », « create », or "" when there is nothing to do
    values: dict[str, object] = field(default_factory=dict)
    live: models.Model | None = None
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def model(self) -> type[models.Model]:
        return self.step.model

    @property
    def pk(self) -> int:
        return self.step.pk

    @property
    def is_to_do(self) -> bool:
        return self.kind in ("delete", "create") or bool(self.values)


def plan(steps: Iterable[Step], *, lock: bool = False) -> list[RowUndo]:
    """One entry a row, with its conflicts; `lock` keeps the rows until the transaction ends."""
    steps = list(steps)
    live = _live_rows(steps, lock=lock)
    rows = [_row(step, live[step.model].get(step.pk)) for step in steps]
    _keep_parts_of_hidden(rows)
    _find_references(rows)
    _find_missing_targets(rows)
    _explain(rows)
    return rows


def _live_rows(steps: list[Step], *, lock: bool) -> dict[type[models.Model], dict]:
    ids: dict[type[models.Model], set[int]] = {}
    for step in steps:
        ids.setdefault(step.model, set()).add(step.pk)
    return read_rows(ids, lock=lock)


def _row(step: Step, live: models.Model | None) -> RowUndo:
    if not step.known:
        said = "l’état d’avant n’a pas été gardé"
        return RowUndo(step, "", live=live, conflicts=[_conflict(step, "", said)])
    if step.before is None:
        return _undo_creation(step, live)
    if step.after is None:
        return _undo_deletion(step, live)
    return _undo_change(step, live)


def _undo_creation(step: Step, live: models.Model | None) -> RowUndo:
    if live is None or step.after is None:
        return RowUndo(step, "", live=live)
    hidden = HIDDEN.get(step.model)
    if hidden and all(getattr(live, name) == value for name, value in hidden.items()):
        return RowUndo(step, "", live=live)
    row = RowUndo(step, "change" if hidden else "delete", dict(hidden or {}), live)
    for one in _differing(step.model, step.after, live):
        row.conflicts.append(_conflict(step, one.attname))
    return row


def _undo_deletion(step: Step, live: models.Model | None) -> RowUndo:
    if live is None:
        values = {
            one.attname: getattr(step.before, one.attname)
            for one in step.model._meta.concrete_fields
        }
        return RowUndo(step, "create", values)
    row = RowUndo(step, "", live=live)
    for one in _differing(step.model, step.before, live):
        row.conflicts.append(_conflict(step, one.attname))
    return row


def _undo_change(step: Step, live: models.Model | None) -> RowUndo:
    if live is None:
        said = "supprimé depuis"
        return RowUndo(step, "", conflicts=[_conflict(step, "", said)])
    row = RowUndo(step, "change", live=live)
    for one in step.changed():
        before, after, now = (getattr(r, one.attname) for r in (step.before, step.after, live))
        if one.attname in BOOKKEEPING or now == before:
            continue
        if now == after:
            row.values[one.attname] = before
        else:
            row.conflicts.append(_conflict(step, one.attname))
    if hasattr(live, EDITS):
        kept = {conflict.field.removesuffix("_id") for conflict in row.conflicts}
        edits = [getattr(held, EDITS) for held in (step.before, step.after, live)]
        merged = _put_back_keys(*edits, kept)
        if merged != live.local_edits:
            row.values[EDITS] = merged
    return row


def _put_back_keys(before: dict, after: dict, now: dict, kept: set[str]) -> dict:
    """`now` without what led from `before` to `after`, where nothing changed since."""
    result = dict(now)
    for key in {**before, **after}.keys() - kept:
        if before.get(key) != after.get(key) and now.get(key) == after.get(key):
            if key in before:
                result[key] = before[key]
            else:
                result.pop(key, None)
    return result


def _differing(
    model: type[models.Model], kept: models.Model, live: models.Model
) -> Iterator[models.Field]:
    for one in model._meta.concrete_fields:
        if one.name not in BOOKKEEPING and getattr(kept, one.attname) != getattr(live, one.attname):
            yield one


def _conflict(step: Step, attname: str, text: str = "") -> Conflict:
    return Conflict(step.model, step.pk, attname, text)


def _keep_parts_of_hidden(rows: list[RowUndo]) -> None:
    """A place hidden instead of deleted keeps what was made with it."""
    hidden = {row.pk for row in rows if row.model is Site and row.step.before is None}
    for row in rows:
        if row.kind == "delete" and getattr(row.live, "site_id", None) in hidden:
            row.kind, row.conflicts = "", []


def _find_references(rows: list[RowUndo]) -> None:
    """A row to delete that others have come to refer to is a conflict."""
    going = {(row.model, row.pk) for row in rows if row.kind == "delete"}
    freed = {(row.model, row.pk, name) for row in rows for name in row.values}
    hidden = {row.pk for row in rows if row.model in HIDDEN and row.step.before is None}
    by_model: dict[type[models.Model], dict[int, RowUndo]] = {}
    for row in rows:
        if row.kind == "delete":
            by_model.setdefault(row.model, {})[row.pk] = row
    used: dict[tuple, list[models.Model]] = {}
    named_by: dict[tuple, list[RowUndo]] = {}  # a row about to be deleted → the others it names
    for model, deleted in by_model.items():
        for relation in model._meta.related_objects:
            for user in _users(relation, deleted):
                key = (relation.related_model, user.pk)
                row = deleted[getattr(user, relation.field.attname)]
                if key in going:
                    named_by.setdefault(key, []).append(row)
                    continue
                if (*key, relation.field.attname) in freed:
                    continue
                if key[0] in HIDDEN and user.pk in hidden:
                    row.kind = ""  # kept for the hidden place that still names it
                else:
                    used.setdefault((model, row.pk), []).append(user)
    for (model, pk), users in used.items():
        row = by_model[model][pk]
        names = [f"{user._meta.verbose_name} « {user} »" for user in users[:MOST_USERS]]
        more = f" et {len(users) - MOST_USERS} autres" if len(users) > MOST_USERS else ""
        said = f"utilisé par {', '.join(names)}{more}"
        row.conflicts.append(_conflict(row.step, "", said))
    _keep_named(named_by, [row for rows in by_model.values() for row in rows.values()])


def _keep_named(named_by: dict[tuple, list[RowUndo]], deleted: list[RowUndo]) -> None:
    """What a row that stays names stays too, and so on: the network of a kept actor."""
    kept = [row for row in deleted if not row.kind or row.conflicts]
    while kept:
        row = kept.pop()
        for named in named_by.get((row.model, row.pk), ()):
            if named.kind:
                named.kind = ""
                kept.append(named)


def _users(relation, deleted: Iterable[int]) -> Iterator[models.Model]:
    """The rows that refer to those about to be deleted."""
    rows = relation.related_model._base_manager
    for part in _parts(deleted):
        yield from rows.filter(**{f"{relation.field.attname}__in": part})


def _find_missing_targets(rows: list[RowUndo]) -> None:
    """A value that names a row deleted since cannot be put back."""
    back = {(row.model, row.pk) for row in rows if row.kind == "create"}
    wanted: dict[type[models.Model], list[tuple[RowUndo, models.Field, int]]] = {}
    for row in rows:
        for one in row.model._meta.concrete_fields:
            key = row.values.get(one.attname) if one.is_relation else None
            if key is not None and (one.related_model, key) not in back:
                wanted.setdefault(one.related_model, []).append((row, one, key))
    for model, uses in wanted.items():
        present = {row.pk for row in rows if row.model is model and row.live is not None}
        for part in _parts({key for _, _, key in uses} - present):
            query = model._base_manager.filter(pk__in=part)
            present.update(query.values_list("pk", flat=True))
        for row, one, key in uses:
            if key not in present:
                said = f"{field_label(one)} : l’ancienne valeur n’existe plus"
                row.conflicts.append(_conflict(row.step, one.attname, said))


def _explain(rows: list[RowUndo]) -> None:
    """Say of each conflict whose row it is, who changed it since, when, and from what to what."""
    troubled = [row for row in rows if row.conflicts]
    if not troubled:
        return
    later = _later_rows(troubled)
    names = Names([row.step for row in troubled], owners=True, others=_named(troubled))
    acts = Act.objects.in_bulk({found.act_id for rows in later.values() for found in rows})
    for row in troubled:
        row.conflicts = [
            Conflict(
                conflict.model,
                conflict.pk,
                conflict.field,
                _told(row, conflict, later.get((row.model, row.pk), []), names, acts),
            )
            for conflict in row.conflicts
        ]


def _named(rows: list[RowUndo]) -> Iterator[tuple[type[models.Model], int]]:
    """The rows that the conflicting foreign keys name."""
    for row in rows:
        fields = {one.attname: one for one in row.model._meta.concrete_fields if one.is_relation}
        for conflict in row.conflicts:
            if conflict.field in fields:
                for held in (row.step.row, row.step.before, row.live):
                    key = getattr(held, conflict.field, None)
                    if key is not None:
                        yield fields[conflict.field].related_model, key


def _later_rows(rows: list[RowUndo]) -> dict[tuple, list[models.Model]]:
    """(model, pk) → its rows of history after the act, oldest first."""
    by_model: dict[type[models.Model], dict[int, int]] = {}
    for row in rows:
        by_model.setdefault(row.model, {})[row.pk] = row.step.last_id
    found: dict[tuple, list[models.Model]] = {}
    for model, last in by_model.items():
        key = model._meta.pk.attname
        for part in _parts(last):
            query = history_of(model).objects.filter(
                **{f"{key}__in": part}, history_id__gt=min(last[pk] for pk in part)
            )
            for one in query.order_by("history_id"):
                pk = getattr(one, key)
                if one.history_id > last[pk]:
                    found.setdefault((model, pk), []).append(one)
    return found


def _told(
    row: RowUndo, conflict: Conflict, later: list[models.Model], names: Names, acts: dict
) -> str:
    title = _row_words(row, names)
    author = _author(row, conflict, later, acts)
    if conflict.text:
        return f"{title} : {conflict.text}{author}"
    one = next(f for f in row.model._meta.concrete_fields if f.attname == conflict.field)
    kept = row.step.after or row.step.before
    was, now = getattr(kept, one.attname), getattr(row.live, one.attname)
    return f"{title}, changé depuis{author} : {change(one, was, now, names)}"


def _row_words(row: RowUndo, names: Names) -> str:
    held = row.live or row.step.row or row.step.before
    title = row_title(row.model, held, names) if held is not None else f"n° {row.pk}"
    site_id = getattr(held, "site_id", None)
    return f"« {title} »" + (f" ({names.of(Site, site_id)})" if site_id else "")


def _author(row: RowUndo, conflict: Conflict, later: list[models.Model], acts: dict) -> str:
    """« par Camille (Back-office) le 3 novembre 2026 à 10 h », or "" when nobody did it since."""
    held, last = row.step.after or row.step.before, None
    for one in later:
        name = conflict.field
        if not name or one.history_type != "~" or getattr(one, name) != getattr(held, name):
            last = one
        held = one
    if last is None or last.act_id not in acts:
        return ""
    act = acts[last.act_id]
    moment = act.at.astimezone(ZONE)
    return f" par {act} le {day(moment.date())} à {clock(moment.time())}"


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


@dataclass(frozen=True)
class Foreseen:
    """What undoing will do to one row, in French."""

    title: str
    lines: tuple[str, ...]


def foreseen(rows: Iterable[RowUndo]) -> list[Foreseen]:
    """What is about to be done, a row at a time: « Téléphone : 03… → 03… »."""
    rows = list(rows)
    others = [
        (one.related_model, held)
        for row in rows
        for one in row.model._meta.concrete_fields
        if one.is_relation and one.attname in row.values
        for held in (row.values[one.attname], getattr(row.live, one.attname, None))
        if held is not None
    ]
    names = Names([row.step for row in rows], owners=True, others=others)
    return [Foreseen(_row_words(row, names), tuple(_will_do(row, names))) for row in rows]


def _will_do(row: RowUndo, names: Names) -> Iterator[str]:
    if row.kind == "delete":
        yield "Retiré"
    elif row.kind == "create":
        yield "Remis"
    else:
        conflicting = {conflict.field for conflict in row.conflicts}
        for one in row.model._meta.concrete_fields:
            if one.name in BOOKKEEPING or one.attname in conflicting:
                continue
            if one.attname in row.values:
                yield change(one, getattr(row.live, one.attname), row.values[one.attname], names)
