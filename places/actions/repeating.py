"""What workshops and stops of rounds share: their days, one added, cancelled, held after all.

All functions raise django.core.exceptions.ValidationError, with French messages by field. Days
are Paris dates.
"""

from collections.abc import Iterable
from datetime import date, time

from django.core.exceptions import ValidationError

from ..hours.sessions import rule_days
from ..models import Site
from ..models.repeating import DatedException, Repeating
from ..vocabulary import Publication
from .recording import Author, Writing, act

Dated = tuple[date, time | None]  # a day, and its time when it is not the usual one
# « Séance annulée », « Passage annulé »: what is done, by what it is done to
CANCELLED = {"workshop": "Séance annulée", "stop": "Passage annulé"}
RESTORED = {"workshop": "Séance rétablie", "stop": "Passage rétabli"}
NOT_PLANNED = {
    "workshop": "Aucune séance n’est prévue ce jour-là.",
    "stop": "Aucun passage n’est prévu ce jour-là.",
}


def set_state(author: Author, whole: Repeating, state: Publication) -> Repeating:
    """Publish, hide or archive it; nothing when it is so already."""
    if whole.publication == state:
        return whole
    kind = whole._meta.verbose_name.capitalize()
    with act(author, f"{kind} « {whole} » : {Publication(state).label.lower()}"[:300]) as writing:
        whole.publication = state
        whole.save(update_fields=["publication", "updated_at"])
        publish_site(writing, whole)
    return whole


def cancel_session(
    author: Author, whole: Repeating, day: date, *, reason: str = ""
) -> DatedException:
    """The session of a day is not held; residents see it crossed out, with the reason."""
    with act(author, f"{CANCELLED[whole._meta.model_name]} : {whole}"[:300]) as writing:
        row = row_of(whole, day)
        row.cancelled, row.reason = True, reason.strip()
        save_row(writing, whole, row)
    return row


def restore_session(author: Author, whole: Repeating, day: date) -> DatedException:
    """The session of a day is held after all."""
    with act(author, f"{RESTORED[whole._meta.model_name]} : {whole}"[:300]) as writing:
        row = row_of(whole, day)
        row.cancelled, row.reason = False, ""
        save_row(writing, whole, row)
    return row


def told_again(whole: Repeating, dates: Iterable[Dated] | None, values: dict) -> list[Dated] | None:
    """Give (unsaved) the values told; returns the dates in order, each day once."""
    dates = None if dates is None else sorted(dict(dates).items())
    for name, value in values.items():
        setattr(whole, name, value)
    if dates and not whole.rrule:
        whole.start = dates[0][0]
    return dates


def check(whole: Repeating, dates: list[Dated] | None, *, is_new: bool) -> None:
    """A rule or a date is needed, and the rule gives a day before its end."""
    has_dates = (
        bool(dates)
        if dates is not None
        else (not is_new and whole.sessions.filter(added=True).exists())
    )
    if not whole.rrule and not has_dates:
        raise ValidationError({"dates": "Écrivez au moins une date."})
    whole.full_clean()
    ends = whole.ends_on
    if whole.rrule and ends and not rule_days(whole.rrule, whole.start, whole.start, ends):
        raise ValidationError({"ends_on": "Aucune séance ne tombe avant cette date."})


def set_dates(whole: Repeating, dates: list[Dated]) -> None:
    """Make these the days added; what was noted of those that stay is kept."""
    known = {row.day: row for row in whole.sessions.all()}
    for day, at in dates:
        row = known.pop(day, None) or _new_row(whole, day)
        told = (True, None if at == whole.at else at)
        if row.pk is None or (row.added, row.at) != told:
            row.site_id = whole.site_id
            row.added, row.at = told
            row.full_clean()
            row.save()
    for row in known.values():
        if row.added:
            row.delete()
    _forget_read(whole)


def row_of(whole: Repeating, day: date) -> DatedException:
    """The row of a day, made when there is none. Raises ValidationError when nothing is planned."""
    row = whole.sessions.filter(day=day).first()
    if (row and row.added) or _is_planned(whole, day):
        return row or _new_row(whole, day)
    raise ValidationError(NOT_PLANNED[whole._meta.model_name])


def save_row(writing: Writing, whole: Repeating, row: DatedException) -> None:
    row.full_clean()
    row.save()
    whole.save(update_fields=["updated_at"])  # calendars are told when it changed
    _forget_read(whole)
    publish_site(writing, whole)


def publish_site(writing: Writing, whole: Repeating) -> None:
    writing.touch(Site(pk=whole.site_id))


def _new_row(whole: Repeating, day: date) -> DatedException:
    link = whole.sessions.field.name  # the key that leads from a row to its whole
    return whole.sessions.model(**{link: whole}, site_id=whole.site_id, day=day)


def _is_planned(whole: Repeating, day: date) -> bool:
    within = whole.ends_on is None or day <= whole.ends_on
    return within and bool(rule_days(whole.rrule, whole.start, day, day))


def _forget_read(whole: Repeating) -> None:
    getattr(whole, "_prefetched_objects_cache", {}).pop("sessions", None)
