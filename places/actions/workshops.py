"""Workshops: announced, corrected, a session cancelled, places left noted, archived.

Each is recorded and published with its place, in one transaction. All functions raise
django.core.exceptions.ValidationError, with French messages by field. Days are Paris dates.
"""

from collections.abc import Iterable
from datetime import date, time

from django.core.exceptions import ValidationError

from ..hours.sessions import rule_days
from ..models import Site, Workshop, WorkshopSession
from ..vocabulary import Publication
from .recording import Author, Writing, act

Dated = tuple[date, time | None]  # a day, and its time when it is not the usual one
# what a correction that waited gives to the workshop it corrects
TOLD = """title needs level description audience is_free price places register register_phone
register_url register_details rrule start at minutes ends_on""".split()


def save_workshop(
    author: Author,
    workshop: Workshop,
    *,
    dates: Iterable[Dated] | None = None,
    reason: str = "",
    **values,
) -> Workshop:
    """Create or correct a workshop of a site.

    `dates`: all the days added one by one, from the first; None leaves them as they are. A rule
    or a date is needed. A day added before and no longer listed goes away.
    """
    is_new = workshop.pk is None
    dates = None if dates is None else sorted(dict(dates).items())
    for name, value in values.items():
        setattr(workshop, name, value)
    if dates and not workshop.rrule:
        workshop.start = dates[0][0]
    _check(workshop, dates, is_new)
    what = "Nouvel atelier" if is_new else "Atelier corrigé"
    with act(author, reason or f"{what} : {workshop}"[:300]) as writing:
        workshop.save()
        if dates is not None:
            _set_dates(workshop, dates)
        _publish(writing, workshop)
    return workshop


def correct_later(
    author: Author, workshop: Workshop, *, dates: Iterable[Dated] | None = None, **values
) -> Workshop:
    """Keep a correction of a published workshop aside, as a draft that the coordination publishes.

    What residents see does not change. Returns the draft (the one already waiting, if any).
    """
    waiting = workshop.corrections.drafts().order_by("pk").first()
    draft = waiting or Workshop(
        site_id=workshop.site_id,
        replaces=workshop,
        **{name: getattr(workshop, name) for name in TOLD},
    )
    if dates is None and waiting is None:
        dates = [(row.day, row.at) for row in workshop.sessions.filter(added=True)]
    return save_workshop(author, draft, dates=dates, **values | {"publication": Publication.DRAFT})


def publish_workshop(author: Author, workshop: Workshop) -> Workshop:
    """Show a workshop to residents; a correction takes the place of what it corrects, whose
    cancelled sessions and places left stay. Returns the workshop now shown."""
    target = workshop.replaces
    if target is None:
        return set_state(author, workshop, Publication.PUBLISHED)
    with act(author, f"Correction publiée : {workshop}"[:300]) as writing:
        for name in TOLD:
            setattr(target, name, getattr(workshop, name))
        target.publication = Publication.PUBLISHED
        target.full_clean()
        target.save()
        dates = [(row.day, row.at) for row in workshop.sessions.filter(added=True)]
        _set_dates(target, dates)
        workshop.publication, workshop.replaces = Publication.ARCHIVED, None
        workshop.save()
        _publish(writing, target)
    return target


def set_state(author: Author, workshop: Workshop, state: Publication) -> Workshop:
    """Publish, hide or archive a workshop; nothing when it is so already."""
    if workshop.publication == state:
        return workshop
    with act(
        author, f"Atelier « {workshop} » : {Publication(state).label.lower()}"[:300]
    ) as writing:
        workshop.publication = state
        workshop.save(update_fields=["publication", "updated_at"])
        _publish(writing, workshop)
    return workshop


def cancel_session(
    author: Author, workshop: Workshop, day: date, *, reason: str = ""
) -> WorkshopSession:
    """The session of a day is not held; residents see it crossed out, with the reason."""
    with act(author, f"Séance annulée : {workshop}"[:300]) as writing:
        row = _session(workshop, day)
        row.cancelled, row.reason = True, reason.strip()
        _save_session(writing, workshop, row)
    return row


def restore_session(author: Author, workshop: Workshop, day: date) -> WorkshopSession:
    """The session of a day is held after all."""
    with act(author, f"Séance rétablie : {workshop}"[:300]) as writing:
        row = _session(workshop, day)
        row.cancelled, row.reason = False, ""
        _save_session(writing, workshop, row)
    return row


def change_session(
    author: Author,
    workshop: Workshop,
    day: date,
    *,
    places_left: int | None,
    at: time | None = None,
) -> WorkshopSession:
    """Note how many places are left (None: nobody counts) and a time other than the usual one."""
    if places_left is not None and workshop.places is not None and places_left > workshop.places:
        most = f"Il n’y a que {workshop.places} places par séance."
        raise ValidationError({"places_left": most})
    with act(author, f"Séance corrigée : {workshop}"[:300]) as writing:
        row = _session(workshop, day)
        row.places_left, row.at = places_left, None if at == workshop.at else at
        _save_session(writing, workshop, row)
    return row


def _check(workshop: Workshop, dates: list[Dated] | None, is_new: bool) -> None:
    has_dates = (
        bool(dates)
        if dates is not None
        else (not is_new and workshop.sessions.filter(added=True).exists())
    )
    if not workshop.rrule and not has_dates:
        raise ValidationError({"dates": "Écrivez au moins une date."})
    workshop.full_clean()
    ends = workshop.ends_on
    if workshop.rrule and ends:
        days = rule_days(workshop.rrule, workshop.start, workshop.start, ends)
        if not days:
            raise ValidationError({"ends_on": "Aucune séance ne tombe avant cette date."})


def _set_dates(workshop: Workshop, dates: list[Dated]) -> None:
    """Make these the days added; what was noted of those that stay is kept."""
    known = {row.day: row for row in workshop.sessions.all()}
    for day, at in dates:
        row = known.pop(day, None) or WorkshopSession(workshop=workshop, day=day)
        told = (True, None if at == workshop.at else at)
        if row.pk is None or (row.added, row.at) != told:
            row.site_id = workshop.site_id
            row.added, row.at = told
            row.full_clean()
            row.save()
    for row in known.values():
        if row.added:
            row.delete()
    _forget_read(workshop)


def _session(workshop: Workshop, day: date) -> WorkshopSession:
    """The row of a day, made when there is none. Raises ValidationError when nothing is planned."""
    row = workshop.sessions.filter(day=day).first()
    if (row and row.added) or _is_planned(workshop, day):
        return row or WorkshopSession(workshop=workshop, site_id=workshop.site_id, day=day)
    raise ValidationError("Aucune séance n’est prévue ce jour-là.")


def _is_planned(workshop: Workshop, day: date) -> bool:
    within = workshop.ends_on is None or day <= workshop.ends_on
    return within and bool(rule_days(workshop.rrule, workshop.start, day, day))


def _save_session(writing: Writing, workshop: Workshop, row: WorkshopSession) -> None:
    row.full_clean()
    row.save()
    workshop.save(update_fields=["updated_at"])  # calendars are told when it changed
    _forget_read(workshop)
    _publish(writing, workshop)


def _forget_read(workshop: Workshop) -> None:
    getattr(workshop, "_prefetched_objects_cache", {}).pop("sessions", None)


def _publish(writing: Writing, workshop: Workshop) -> None:
    writing.touch(Site(pk=workshop.site_id))
