"""What makes the demonstration's back office alive: an ordinary day's work, invented and said so.

Read from fixtures/roubaix-journee.json and made by the same actions as real work. Days are counted
back from the load.
"""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone

from ..actions.labels import apply_for, take_step
from ..actions.loans import save_loan
from ..actions.orient import orient
from ..actions.plan import save_action
from ..actions.propose import propose
from ..actions.recording import Author, act
from ..actions.report import report_error
from ..actions.searches import record_searches
from ..actions.visits import Counting, save_countings
from ..actions.wishes import accept, make_wish
from ..directory import load
from ..directory.demand import Demand
from ..directory.facets import DISTRICT, NEED
from ..directory.search import Query, search
from ..hours.periods import Period, months_back
from ..models import (
    Actor,
    Contact,
    Desk,
    District,
    EquipmentLoan,
    Label,
    Need,
    PlanAction,
    Site,
)
from ..models.orientation import MOST_GIVEN
from ..models.visit import VISITS
from ..vocabulary import AwardState, Origin

AUTHOR = Author("Exemple", Origin.COMMAND)
SPREAD_DAYS = 170  # over which past things are laid out
COUNTED_MONTHS = 6
KEPT_TEXT_DAYS = 3  # a text is kept from its third day


class _Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Base of every part of the file; a misspelt name is an error."""


class ContactEntry(_Entry):
    actor: str
    name: str
    role: str
    email: str


class ProposalEntry(_Entry):
    site: str  # external_id, as in every other entry
    by: str
    changes: dict[str, str]
    comment: str


class ReportEntry(_Entry):
    site: str
    topics: list[str]
    message: str


class ApplicationEntry(_Entry):
    site: str
    label: str
    days_ago: int
    is_reviewed: bool


class LoanEntry(_Entry):
    what: str
    lender: str
    site: str
    days_ago: int
    due_in_days: int


class SearchEntry(_Entry):
    need: str
    district: str
    results: int
    emptied_by: str
    times: int


class OrientationEntry(_Entry):
    desk: str
    need: str
    district: str
    times: int
    reason: str = ""  # of those that no place suited; "" : the best place was given


class CountEntry(_Entry):
    """An ordinary month, told for each of the last COUNTED_MONTHS."""

    site: str
    visits: int
    helps: dict[str, int]  # need → accompaniments


class ActionEntry(_Entry):
    title: str
    lead: str
    partners: str
    need: str
    district: str
    due_in_days: int
    state: str
    is_public: bool


class WishEntry(_Entry):
    kind: str
    author: str
    association: str
    need: str
    district: str
    text: str
    is_shown: bool


class Day(_Entry):
    contacts: list[ContactEntry]
    proposals: list[ProposalEntry]
    reports: list[ReportEntry]
    applications: list[ApplicationEntry]
    loans: list[LoanEntry]
    searches: list[SearchEntry]
    unknown_texts: list[str]
    orientations: list[OrientationEntry]
    counts: list[CountEntry]
    actions: list[ActionEntry]
    wishes: list[WishEntry]


@transaction.atomic
def make_day(path: Path, now: datetime) -> None:
    """Make what the file tells, at an aware moment, on the places of the town's file.

    Raises OSError, msgspec.ValidationError that names the wrong entry, or DoesNotExist for a place
    the base lacks.
    """
    day = msgspec.json.decode(Path(path).read_bytes(), type=Day)
    sites = {site.external_id: site for site in Site.objects.exclude(external_id="")}
    _contacts(day.contacts)
    _from_outside(day, sites)
    _labels_and_loans(day, sites, timezone.localdate(now))
    _searches(day, timezone.localdate(now))
    _orientations(day.orientations, now)
    _counts(day.counts, sites, timezone.localdate(now))
    _plan(day.actions, timezone.localdate(now))
    _wishes(day.wishes)


def _contacts(entries: list[ContactEntry]) -> None:
    with act(AUTHOR, "Contacts d’exemple"):
        for entry in entries:
            values = msgspec.structs.asdict(entry)
            actor = Actor.objects.get(name=values.pop("actor"))
            Contact.objects.create(actor=actor, **values)


def _from_outside(day: Day, sites: dict[str, Site]) -> None:
    for entry in day.proposals:
        author = Author(entry.by, Origin.LINK)
        propose(author, sites[entry.site], entry.changes, comment=entry.comment)
    for entry in day.reports:
        report_error(sites[entry.site].pk, entry.topics, entry.message, "")


def _labels_and_loans(day: Day, sites: dict[str, Site], today) -> None:
    for entry in day.applications:
        label = Label.objects.get(code=entry.label)
        signed = {"on": today - timedelta(days=entry.days_ago), "signed_by": AUTHOR.name}
        award = apply_for(AUTHOR, label, sites[entry.site], **signed)
        if entry.is_reviewed:
            take_step(AUTHOR, award, AwardState.REVIEW, **signed)
    for entry in day.loans:
        save_loan(
            AUTHOR,
            EquipmentLoan(),
            to_site=sites[entry.site],
            what=entry.what,
            lender=entry.lender,
            starts_on=today - timedelta(days=entry.days_ago),
            due_on=today + timedelta(days=entry.due_in_days),
        )


def _searches(day: Day, today) -> None:
    """Day by day, as a site counts them: once each day, until an entry's `times` are spent."""
    texts = [today - timedelta(days=ago) for ago in range(KEPT_TEXT_DAYS, 0, -1)]
    for ago in range(max(entry.times for entry in day.searches), 0, -1):
        on = today - timedelta(days=ago)
        counts = {(on, _demand(entry)): 1 for entry in day.searches if entry.times >= ago}
        record_searches(counts, {(on, text): 1 for text in day.unknown_texts if on in texts})


def _demand(entry: SearchEntry) -> Demand:
    asked = msgspec.structs.asdict(entry)
    del asked["times"]
    return Demand(**asked)


def _orientations(entries: list[OrientationEntry], now: datetime) -> None:
    """Each gives the best place of the search, at an hour when desks are open."""
    directory = load.current().directory
    asked = [entry for entry in entries for _ in range(entry.times)]
    morning = timezone.localtime(now).replace(hour=10, minute=0)
    found: dict[OrientationEntry, list[int]] = {}
    desks: dict[str, Desk] = {}
    for number, entry in enumerate(asked):
        if entry not in found:
            found[entry] = _best(directory, entry, now)
        if entry.desk not in desks:
            with act(AUTHOR, "Guichet d’exemple"):
                desks[entry.desk] = Desk.objects.create(name=entry.desk)
        orient(
            morning - timedelta(days=1 + number * 37 % SPREAD_DAYS),
            desk=desks[entry.desk],
            needs=[entry.need],
            district=entry.district,
            given=found[entry],
            chosen=None if entry.reason else found[entry][0],
            reason=entry.reason,
        )


def _counts(entries: list[CountEntry], sites: dict[str, Site], today) -> None:
    """A little more or less each month, the same at each load."""
    months = list(months_back(today, COUNTED_MONTHS + 1))[1:]  # this one is not over
    countings = [
        Counting(sites[entry.site], Period(month), _month(entry, number))
        for entry in entries
        for number, month in enumerate(months)
    ]
    save_countings(AUTHOR, countings, "Comptages d’exemple")


def _month(entry: CountEntry, number: int) -> dict[str, int]:
    usual = {VISITS: entry.visits} | entry.helps
    return {need: most - most * (number * 3 % 7) // 20 for need, most in usual.items()}


def _plan(entries: list[ActionEntry], today) -> None:
    for entry in entries:
        values = msgspec.structs.asdict(entry)
        values["due_on"] = today + timedelta(days=values.pop("due_in_days"))
        save_action(AUTHOR, PlanAction(), **_placed(values))


def _wishes(entries: list[WishEntry]) -> None:
    for entry in entries:
        values = msgspec.structs.asdict(entry)
        is_shown = values.pop("is_shown")
        wish = make_wish(**_placed(values))
        if is_shown:
            accept(AUTHOR, wish, entry.text)


def _placed(values: dict) -> dict:
    """With the need and the quartier themselves instead of their codes."""
    need, district = values["need"], values["district"]
    found = {"need": Need.objects.get(code=need), "district": District.objects.get(slug=district)}
    return values | found


def _best(directory, entry: OrientationEntry, now: datetime) -> list[int]:
    """Keys of the sites a desk would show."""
    chosen = {NEED: frozenset({entry.need}), DISTRICT: frozenset({entry.district})}
    answer = search(directory, Query(chosen=chosen), now)
    if not answer.total:
        answer = search(directory, Query(chosen={NEED: chosen[NEED]}), now)
    return [directory.document(row).id for row in answer.best(0, MOST_GIVEN)]
