"""Workshops: announced, corrected, places left noted, archived. Sessions: see `repeating`.

Each is recorded and published with its place, in one transaction. All functions raise
django.core.exceptions.ValidationError, with French messages by field. Days are Paris dates.
"""

from collections.abc import Iterable
from datetime import date, time

from django.core.exceptions import ValidationError

from ..models import Workshop, WorkshopSession
from ..vocabulary import Publication
from .recording import Author, act
from .repeating import (
    Dated,
    check,
    publish_site,
    row_of,
    save_row,
    set_dates,
    set_state,
    told_again,
)

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
    dates = told_again(workshop, dates, values)
    check(workshop, dates, is_new=is_new)
    what = "Nouvel atelier" if is_new else "Atelier corrigé"
    with act(author, reason or f"{what} : {workshop}"[:300]) as writing:
        workshop.save()
        if dates is not None:
            set_dates(workshop, dates)
        publish_site(writing, workshop)
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
        set_dates(target, dates)
        workshop.publication, workshop.replaces = Publication.ARCHIVED, None
        workshop.save()
        publish_site(writing, target)
    return target


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
        row = row_of(workshop, day)
        row.places_left, row.at = places_left, None if at == workshop.at else at
        save_row(writing, workshop, row)
    return row
