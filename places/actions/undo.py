"""Undo an act: what it made is taken away, what it took away comes back, what it changed is put
back, in one new act that can be undone in its turn.

Only what this act changed is touched. What was changed again since is a conflict, told in French,
and never overwritten: `undo_act` refuses, or undoes the rest when asked to.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from ..diagnosis.rows import BATCH
from ..diagnosis.trail import OWNER, belongs_to_site, steps_of_act
from ..models import Act, Actor, District, Label, Need, Site, Source
from ..models.history import history_of
from ..vocabulary import Origin
from .recording import Author, Writing, act
from .undo_rows import EDITS, Conflict, Foreseen, RowUndo, foreseen, plan

MOST_EXPLAINED = 20  # rows looked at one by one to say why the database refused
PARTS = {"Service": "services", "Equipment": "equipment", "Closure": "closures"}
PARTS["LabelAward"] = "awards"


@dataclass(frozen=True)
class Plan:
    """What undoing an act would do."""

    rows: list[RowUndo]

    @property
    def conflicts(self) -> list[Conflict]:
        return [conflict for row in self.rows for conflict in row.conflicts]

    @property
    def doable(self) -> list[RowUndo]:
        """The rows that would be written."""
        return [row for row in self.rows if _doable(row)]

    @property
    def count(self) -> int:
        return len(self.doable)

    def told(self, most: int) -> list[Foreseen]:
        """The first rows that would be written, in French."""
        return foreseen(self.doable[:most])


@dataclass(frozen=True)
class Undone:
    """`act` is the new act, None when there was nothing left to undo."""

    act: Act | None
    rows: int
    conflicts: list[Conflict]


class UndoConflict(Exception):
    """Something was changed again since; nothing was done. `conflicts` says what, in French."""

    def __init__(self, conflicts: list[Conflict]):
        super().__init__("\n".join(conflict.text for conflict in conflicts))
        self.conflicts = conflicts


def plan_undo(undone: Act) -> Plan:
    """What would happen; changes nothing."""
    return Plan(plan(steps_of_act(undone.pk)))


def undo_act(author: Author, undone: Act, *, only_possible: bool = False) -> Undone:
    """Undo all that `undone` did; with `only_possible`, all that nothing changed since.

    Raises UndoConflict when something was changed since and `only_possible` is False, and
    django.core.exceptions.ValidationError, in French, when the former state is no longer allowed.
    """
    try:
        with transaction.atomic():
            rows = plan(steps_of_act(undone.pk), lock=True)
            conflicts = [conflict for row in rows for conflict in row.conflicts]
            if conflicts and not only_possible:
                raise UndoConflict(conflicts)
            rows = [row for row in rows if _doable(row)]
            if not rows:
                return Undone(None, 0, conflicts)
            with act(author, reason_of(undone)) as writing:
                _apply(writing, rows, author, undone)
            return Undone(writing.record, len(rows), conflicts)
    except (IntegrityError, models.ProtectedError) as error:
        raise ValidationError(_refusal(error)) from error


def reason_of(undone: Act) -> str:
    """« Annulation de l’acte n° 12 du 03/11/2026 : Correction »."""
    said = undone.reason
    at = timezone.localtime(undone.at)
    return f"Annulation de l’acte n° {undone.pk} du {at:%d/%m/%Y}" + (f" : {said}" if said else "")


def _doable(row: RowUndo) -> bool:
    """A row made or deleted is a whole; of a row changed, the fields without conflict are done."""
    if row.kind == "change" and row.step.before is not None:
        return bool(set(row.values) - {conflict.field for conflict in row.conflicts} - {EDITS})
    return row.is_to_do and not row.conflicts


def _apply(writing: Writing, rows: list[RowUndo], author: Author, undone: Act) -> None:
    changes = [row for row in rows if row.kind == "change"]
    for row in changes:
        for conflict in row.conflicts:
            row.values.pop(conflict.field, None)
    if undone.origin == Origin.IMPORT:
        _note_edits(rows, author)
    # A row about to be released by a change is deleted after it, the others make room first.
    released = {
        field.related_model
        for row in changes
        for field in row.model._meta.concrete_fields
        if field.is_relation and field.attname in row.values
    }
    deletions = [row for row in rows if row.kind == "delete"]
    _delete(row for row in deletions if row.model not in released)
    _create(row for row in rows if row.kind == "create")
    _change(changes)
    _delete(row for row in deletions if row.model in released)
    _publish(writing, rows)


def _delete(rows: Iterable[RowUndo]) -> None:
    for model, found in _by_model(rows, reverse=True):
        history = history_of(model)
        gone = [
            history(
                history_date=timezone.now(),
                history_type="-",
                **{one.attname: getattr(row.live, one.attname) for one in history.tracked_fields},
            )
            for row in found
        ]
        history.objects.bulk_create(gone, batch_size=BATCH)
        ids = [row.pk for row in found]
        for start in range(0, len(ids), BATCH):
            # nothing refers to them (see `undo_rows`): no cascade to follow, one query
            query = model._base_manager.filter(pk__in=ids[start : start + BATCH])
            query._raw_delete(query.db)


def _create(rows: Iterable[RowUndo]) -> None:
    for model, found in _by_model(rows):
        made = [model(**row.values) for row in found]
        bulk_create_with_history(made, model, batch_size=BATCH)
        dated = [
            one.attname
            for one in model._meta.concrete_fields
            if getattr(one, "auto_now_add", False)
        ]
        if dated:  # written as « now » by the creation
            for row, new in zip(found, made, strict=True):
                for name in dated:
                    setattr(new, name, row.values[name])
            model._base_manager.bulk_update(made, dated, batch_size=BATCH)


def _change(rows: Iterable[RowUndo]) -> None:
    now = timezone.now()
    for model, found in _by_model(rows):
        dated = [one.name for one in model._meta.concrete_fields if getattr(one, "auto_now", False)]
        fields = {name for row in found for name in row.values}
        for row in found:
            for name, value in {**row.values, **dict.fromkeys(dated, now)}.items():
                setattr(row.live, name, value)
        _check([row.live for row in found])
        names = {model._meta.get_field(name).name for name in fields} | set(dated)
        live = [row.live for row in found]
        bulk_update_with_history(live, model, sorted(names), batch_size=BATCH)


def _check(rows: list[models.Model]) -> None:
    """Refuse in French, for a few rows; the database itself refuses for many."""
    for row in rows[:MOST_EXPLAINED] if len(rows) <= MOST_EXPLAINED else ():
        row.validate_constraints()


def _note_edits(rows: list[RowUndo], author: Author) -> None:
    """What a file brought and somebody refused is a local correction: the file waits its turn."""
    now = timezone.now().isoformat(timespec="seconds")
    sites = {row.pk: row for row in rows if row.model is Site and row.step.before is not None}
    for row in sites.values():
        edits = row.values.get(EDITS, row.live.local_edits if row.live else {})
        names = {one.name for one in Site._meta.concrete_fields if one.attname in row.values} - {
            EDITS
        }
        row.values[EDITS] = {**edits, **dict.fromkeys(sorted(names), now)}
    for row in rows:
        site = sites.get(getattr(row.step.row or row.step.before, "site_id", None))
        if site is not None and row.model.__name__ in PARTS:
            site.values[EDITS][PARTS[row.model.__name__]] = now


def _publish(writing: Writing, rows: list[RowUndo]) -> None:
    ids: dict[type[models.Model], set[int]] = {}
    for row in rows:
        held = row.step.row or row.step.before
        if belongs_to_site(row.model):
            ids.setdefault(Site, set()).add(getattr(held, f"{OWNER}_id"))
        else:
            ids.setdefault(row.model, set()).add(row.pk)
    writing.touch_ids(Site.objects.filter(pk__in=ids.get(Site, ())).values_list("pk", flat=True))
    for model, path in SHOWN_BY.items():
        if model in ids:
            shown = models.Q()
            for one in path:
                shown |= models.Q(**{f"{one}__in": ids[model]})
            writing.touch_ids(Site.objects.filter(shown).values_list("pk", flat=True))
    if {Need, District} & ids.keys():
        writing.touch_lists()


# what the documents of places say of other rows: model → how a site leads to them
SHOWN_BY = {
    Actor: ("actor", "actor__parent"),
    District: ("district", "district__parent"),
    Source: ("source",),
    Label: ("awards__label",),
}


def _by_model(
    rows: Iterable[RowUndo], *, reverse: bool = False
) -> list[tuple[type[models.Model], list[RowUndo]]]:
    """Rows by model: what others refer to comes first (last with `reverse`)."""
    found: dict[type[models.Model], list[RowUndo]] = {}
    for row in rows:
        found.setdefault(row.model, []).append(row)
    ordered: list[type[models.Model]] = []

    def visit(model: type[models.Model], seen: frozenset) -> None:
        if model in ordered or model in seen:
            return
        for one in model._meta.concrete_fields:
            if one.is_relation and one.related_model in found:
                visit(one.related_model, seen | {model})
        ordered.append(model)

    for model in found:
        visit(model, frozenset())
    return [(model, found[model]) for model in (reversed(ordered) if reverse else ordered)]


def _refusal(error: DatabaseError) -> str:
    if isinstance(error, models.ProtectedError):
        return "Impossible d’annuler : une fiche faite par cet acte est utilisée ailleurs."
    said = str(error).lower()
    if "unique" in said:
        return "Impossible d’annuler : une autre fiche a pris la même valeur depuis."
    if "foreign key" in said:
        return "Impossible d’annuler : une fiche dont celle-ci dépend n’existe plus."
    return "Impossible d’annuler : l’état d’avant n’est plus permis avec ce qui a changé depuis."
