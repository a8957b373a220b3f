"""Whom to write to, or to call, so that listings are confirmed. Read-only.

A listing is due STALE_MONTHS after its last confirmation. The first e-mail leaves a few days
before, a second and a third two and five weeks after the first; then another contact of the actor
is written to; then somebody has to call. A confirmation ends the round.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from ..directory.columns import DAYS_A_MONTH
from ..hours.osm import ZONE
from ..models import Contact, Mail, Reminder, Site
from ..vocabulary import MailKind, ReminderStep

SECOND_AFTER = timedelta(weeks=2)  # after the first
THIRD_AFTER = timedelta(weeks=5)  # after the first
OTHER_AFTER = timedelta(weeks=1)  # after the third
CALL_AFTER = timedelta(weeks=2)  # after the other contact was written to
QUIET = timedelta(weeks=1)  # between two e-mails to one address
UNASKED = (MailKind.REMINDER, MailKind.ORIENTATIONS)  # what we write by ourselves
TOGETHER = timedelta(days=30)  # listings of one actor due so soon after go in the same e-mail


@dataclass(frozen=True)
class Due:
    """A step to take now for a listing; `contact` None: somebody calls."""

    site: Site
    since: date
    step: ReminderStep
    contact: Contact | None


@dataclass(frozen=True)
class Plan:
    dues: list[Due]
    waiting: int  # listings whose contact was written to less than a week ago

    def letters(self) -> dict[Contact, list[Due]]:
        """One e-mail a contact, for all its listings."""
        found: dict[Contact, list[Due]] = defaultdict(list)
        for due in self.dues:
            if due.contact:
                found[due.contact].append(due)
        return dict(found)

    @property
    def calls(self) -> list[Due]:
        return [due for due in self.dues if due.contact is None]


def plan_reminders(today: date, months: int, days_before: int) -> Plan:
    """What there is to do on a Paris day; `months` and `days_before` as the settings say."""
    limit = today - timedelta(days=round(months * DAYS_A_MONTH) - days_before)
    sites = _sites_since(limit + TOGETHER)
    taken = _taken(sites)
    contacts = contacts_of({site.actor_id for site in sites})
    quiet = written_lately(today)
    dues, waiting = [], 0
    writing: dict[str, Contact] = {}  # one person may answer for two actors: one at a time
    for actor_sites in _by_actor(sites):
        if not any(since_of(site) <= limit for site in actor_sites):
            continue
        for site in actor_sites:
            due = _next(site, taken[site.pk], contacts[site.actor_id], today)
            if due is None:
                continue
            if due.contact and not is_free(due.contact, quiet, writing):
                waiting += 1
            else:
                dues.append(due)
    return Plan(dues, waiting)


def to_call() -> list[int]:
    """Keys of the listings whose round came to a call, not confirmed since; one query."""
    rows = calls().values_list("site_id", "since", "confirmed_or_made")
    return [site_id for site_id, since, moment in rows if is_still_due(since, moment)]


def calls() -> QuerySet[Reminder]:
    """The calls that rounds came to, each with `confirmed_or_made`, a moment of its listing."""
    moment = Coalesce("site__confirmed_at", "site__created_at")
    return Reminder.objects.filter(step=ReminderStep.CALL).annotate(confirmed_or_made=moment)


def is_still_due(since: date, moment: datetime) -> bool:
    """Whether a listing confirmed (or made) at `moment` still is in the round begun `since`."""
    return since == moment.astimezone(ZONE).date()


def since_of(site: Site) -> date:
    """The Paris day from which a listing ages."""
    return (site.confirmed_at or site.created_at).astimezone(ZONE).date()


def _sites_since(limit: date) -> list[Site]:
    """Listings confirmed on that day or before, or never."""
    end = datetime.combine(limit + timedelta(days=1), time(), ZONE)
    old = Q(confirmed_at__lt=end) | Q(confirmed_at=None, created_at__lt=end)
    shown = Site.objects.shown().exclude(actor=None)
    return list(shown.filter(old).order_by("actor_id", "name", "pk"))


def _taken(sites: list[Site]) -> dict[int, dict[ReminderStep, Reminder]]:
    """The steps of the present round of each listing."""
    since = {site.pk: since_of(site) for site in sites}
    taken: dict[int, dict] = defaultdict(dict)
    for row in Reminder.objects.filter(site__in=list(since)).select_related("contact"):
        if row.since == since[row.site_id]:
            taken[row.site_id][ReminderStep(row.step)] = row
    return taken


def contacts_of(actors: set[int]) -> dict[int, list[Contact]]:
    """The contacts that can be written to, by actor, the first known first."""
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in Contact.objects.filter(actor__in=actors).select_related("actor").order_by("pk"):
        if contact.can_be_written:
            found[contact.actor_id].append(contact)
    return found


def written_lately(today: date) -> set[str]:
    """The addresses, in lower case, to which no more may be written on this Paris day."""
    since = datetime.combine(today, time(), ZONE) - QUIET
    mails = Mail.objects.filter(kind__in=UNASKED, created_at__gt=since)
    return {address.lower() for address in mails.values_list("address", flat=True)}


def is_free(contact: Contact, quiet: set[str], writing: dict[str, Contact]) -> bool:
    address = contact.email.lower()
    return address not in quiet and writing.setdefault(address, contact) == contact


def _by_actor(sites: list[Site]) -> Iterable[list[Site]]:
    groups: dict[int, list[Site]] = defaultdict(list)
    for site in sites:
        groups[site.actor_id].append(site)
    return groups.values()


def _next(
    site: Site, taken: dict[ReminderStep, Reminder], contacts: list[Contact], today: date
) -> Due | None:
    """The step to take today, None when it is not time or nothing is left."""
    step = _step(taken, contacts, today)
    if step is None:
        return None
    contact = None
    if step == ReminderStep.OTHER:
        contact = _other(taken, contacts)
    elif step != ReminderStep.CALL:
        contact = contacts[0]
    return Due(site, since_of(site), step, contact)


def _step(
    taken: dict[ReminderStep, Reminder], contacts: list[Contact], today: date
) -> ReminderStep | None:
    if ReminderStep.CALL in taken:
        return None
    if ReminderStep.OTHER in taken:
        late = today >= taken[ReminderStep.OTHER].on + CALL_AFTER
        return ReminderStep.CALL if late or not contacts else None
    if ReminderStep.FIRST not in taken:
        return ReminderStep.FIRST if contacts else ReminderStep.CALL
    last = _other(taken, contacts)
    if not _still_there(taken[ReminderStep.FIRST], contacts):
        return ReminderStep.OTHER if last else ReminderStep.CALL
    first = taken[ReminderStep.FIRST].on
    if ReminderStep.SECOND not in taken:
        return ReminderStep.SECOND if today >= first + SECOND_AFTER else None
    if ReminderStep.THIRD not in taken:
        return ReminderStep.THIRD if today >= first + THIRD_AFTER else None
    if today < taken[ReminderStep.THIRD].on + OTHER_AFTER:
        return None
    return ReminderStep.OTHER if last else ReminderStep.CALL


def _still_there(first: Reminder, contacts: list[Contact]) -> bool:
    """Whether the contact first written to can still be."""
    return any(contact.pk == first.contact_id for contact in contacts)


def _other(taken: dict[ReminderStep, Reminder], contacts: list[Contact]) -> Contact | None:
    """The first contact that was not written to in this round."""
    written = {row.contact_id for row in taken.values()}
    return next((contact for contact in contacts if contact.pk not in written), None)
