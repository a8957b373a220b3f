"""Compare what a file says of a place with what we know: pure functions, record against record."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec
from django.utils import timezone

from .national import ASPECTS, Aspect, PlaceRecord

_COLUMN_OF = {
    attribute: aspect.columns[min(rank, len(aspect.columns) - 1)]
    for aspect in ASPECTS
    for rank, attribute in enumerate(aspect.attributes)
}


class Kept(NamedTuple):
    """An aspect on which the file differs and that a local correction protects."""

    aspect: Aspect
    edited_at: str


class Comparison(NamedTuple):
    """`record`: theirs, with ours where the file says nothing. `extra` and `unread` are the new
    contents of these columns, None when they stay."""

    record: PlaceRecord
    changes: tuple[Aspect, ...] = ()
    conflicts: tuple[Kept, ...] = ()
    extra: dict[str, str] | None = None
    unread: dict[str, str] | None = None

    @property
    def changes_something(self) -> bool:
        return bool(self.changes) or self.extra is not None or self.unread is not None


def compare(
    ours: PlaceRecord,
    theirs: PlaceRecord,
    columns: Collection[str] | None = None,
    local_edits: Mapping[str, str] | None = None,
) -> Comparison:
    """What the file changes, and what it may not.

    `columns`: those the file has (None: it speaks of everything); an absent column says nothing.
    `local_edits`: field or part → ISO time of its correction here.
    """
    theirs = _completed(theirs, ours, columns)
    changes, conflicts = [], []
    for aspect in ASPECTS:
        if values(ours, aspect) == values(theirs, aspect):
            continue
        edited_at = _protection(theirs, aspect, local_edits or {})
        if edited_at:
            conflicts.append(Kept(aspect, edited_at))
        else:
            changes.append(aspect)
    extra = _extra(ours, theirs, columns)
    unread = _unread(ours, theirs, changes)
    return Comparison(
        theirs,
        tuple(changes),
        tuple(conflicts),
        extra if extra != ours.extra else None,
        unread if unread != ours.unread else None,
    )


def values(record: PlaceRecord, aspect: Aspect) -> tuple:
    return tuple(getattr(record, attribute) for attribute in aspect.attributes)


def _completed(
    theirs: PlaceRecord, ours: PlaceRecord, columns: Collection[str] | None
) -> PlaceRecord:
    """Their record, with ours where the file has no column for it; no date erases no date."""
    silent = {
        attribute: getattr(ours, attribute)
        for attribute, column in _COLUMN_OF.items()
        if columns is not None and column not in columns and not getattr(theirs, attribute)
    }
    if theirs.updated_on is None:
        silent["updated_on"] = ours.updated_on
    return msgspec.structs.replace(theirs, **silent) if silent else theirs


def _protection(theirs: PlaceRecord, aspect: Aspect, local_edits: Mapping[str, str]) -> str:
    """The time of the local correction that keeps our value, "" when the file wins.

    An empty cell never erases what somebody wrote here, whatever its date.
    """
    edits = [local_edits[name] for name in aspect.edits if name in local_edits]
    if not edits:
        return ""
    latest = max(edits, key=_time)
    says_something = any(value not in ("", (), None) for value in values(theirs, aspect))
    is_newer = theirs.updated_on is not None and theirs.updated_on > _paris_day(latest)
    return "" if says_something and is_newer else latest


def _time(edited_at: str) -> datetime:
    moment = datetime.fromisoformat(edited_at)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _paris_day(edited_at: str) -> date:
    return timezone.localdate(_time(edited_at))


def _extra(
    ours: PlaceRecord, theirs: PlaceRecord, columns: Collection[str] | None
) -> dict[str, str]:
    absent = {
        column: text
        for column, text in ours.extra.items()
        if columns is not None and column not in columns
    }
    return absent | theirs.extra


def _unread(ours: PlaceRecord, theirs: PlaceRecord, changes: list[Aspect]) -> dict[str, str]:
    """Their unread cells; one of ours stays until its column says something else.

    So that importing our own export, which leaves unread cells out, changes nothing.
    """
    changed = {column for aspect in changes for column in aspect.columns}
    kept = {column: text for column, text in ours.unread.items() if column not in changed}
    return kept | theirs.unread
