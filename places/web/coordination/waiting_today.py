"""The coordinator's day: likely doubles, new contacts to accept, whom to call, wishes to read,
actions that press. One query."""

import datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from ...diagnosis.duplicates import is_quick
from ...diagnosis.reminders import calls, is_still_due
from ...directory.columns import Directory
from ...models import NotDuplicate, PlanAction, Succession, Wish
from .duplicates import waiting
from .listings import Listing, listings
from .plan import SOON
from .tasks import MOST_LINES, Line, Task

APART, CALL, SUCCESSOR, WISH, PRESSING = range(5)
RIGHTS = {APART: "merge_site", CALL: "change_site", SUCCESSOR: "change_succession"}
RIGHTS |= {WISH: "decide_wish", PRESSING: "change_planaction"}


class Row(NamedTuple):
    """A pair told apart, a listing to call about, a person to accept, a wish or an action."""

    kind: int
    first: int
    second: int
    since: datetime.date | None
    moment: datetime.datetime | None
    text: str


def waiting_tasks(user: AbstractBaseUser, directory: Directory, day: datetime.date) -> list[Task]:
    """What an account may see of them on a Paris day."""
    kinds = [kind for kind, right in RIGHTS.items() if user.has_perm(f"places.{right}")]
    if APART in kinds and not is_quick(directory):
        kinds.remove(APART)  # a worker that has just started: its page compares all, once
    rows = _read(kinds, day)
    tasks = []
    if CALL in kinds:
        tasks.append(_calls(directory, [row for row in rows if row.kind == CALL], day))
    if SUCCESSOR in kinds:
        tasks.append(_successors([row for row in rows if row.kind == SUCCESSOR]))
    if WISH in kinds:
        tasks.append(_wishes([row for row in rows if row.kind == WISH]))
    if PRESSING in kinds:
        tasks.append(_pressing([row for row in rows if row.kind == PRESSING]))
    if APART in kinds:
        apart = {(row.first, row.second) for row in rows if row.kind == APART}
        tasks.append(_doubles(directory, apart, day))
    return tasks


def _read(kinds: list[int], today: datetime.date) -> list[Row]:
    queries = [_query(kind, today) for kind in kinds]
    if not queries:
        return []
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return [Row(*row) for row in rows]


def _query(kind: int, today: datetime.date) -> QuerySet:
    nothing = Value(None)
    told: dict[str, object] = {
        "first_key": F("pk"),
        "second_key": Value(0, output_field=IntegerField()),
        "day": Cast(nothing, DateField()),
        "at": Cast(nothing, DateTimeField()),
        "said": Value("", output_field=CharField()),
    }
    if kind == APART:
        rows = NotDuplicate.objects.all()
        told |= {"first_key": F("first_id"), "second_key": F("second_id")}
    elif kind == CALL:
        rows = calls()
        told |= {"first_key": F("site_id"), "day": F("since"), "at": F("confirmed_or_made")}
    elif kind == WISH:
        rows = Wish.objects.waiting()
        told |= {"at": F("created_at"), "said": F("text")}
    elif kind == PRESSING:
        rows = PlanAction.objects.pressing(today, today + SOON)
        late = Q(due_on__lt=today)
        told |= {
            "second_key": Case(When(late, then=1), default=0, output_field=IntegerField()),
            "day": Case(When(late, then=F("due_on")), default=F("funding_closes_on")),
            "said": F("title"),
        }
    else:
        rows = Succession.objects.filter(decided_at=None)
        named = Concat("name", Value(", pour "), "actor__name", output_field=CharField())
        told |= {"at": F("created_at"), "said": named}
    number = Value(kind, output_field=IntegerField())
    return rows.order_by().annotate(number=number, **told).values_list("number", *told)


def _calls(directory: Directory, found: list[Row], day: datetime.date) -> Task:
    sites = {row.first for row in found if is_still_due(row.since, row.moment)}
    rows = [directory.row_of_site[one] for one in sites & directory.row_of_site.keys()]
    first = sorted(rows, key=lambda row: directory.name_ranks[row])[:MOST_LINES]
    lines = [_line(listing) for listing in listings(directory, first, day)]
    url = f"{reverse('call-sheet')}?silence=1"
    return Task("À appeler : sans réponse aux courriels", len(rows), lines, url, "Feuille d’appel")


def _line(listing: Listing) -> Line:
    return Line(listing.name, listing.edit_url, listing.phone)


def _successors(found: list[Row]) -> Task:
    url = reverse("contacts")
    ordered = sorted(found, key=lambda row: row.moment)
    lines = [Line(row.text, url) for row in ordered[:MOST_LINES]]
    return Task("Nouveaux contacts à accepter", len(found), lines, url)


def _wishes(found: list[Row]) -> Task:
    ordered = sorted(found, key=lambda row: row.moment)[:MOST_LINES]
    lines = [Line(row.text[:120], reverse("wish", args=[row.first])) for row in ordered]
    return Task("Envies d’ateliers à relire", len(found), lines, reverse("wishes"))


def _pressing(found: list[Row]) -> Task:
    lines = []
    for row in sorted(found, key=lambda row: row.since)[:MOST_LINES]:
        said = "à finir pour le" if row.second else "financement à demander avant le"
        address = reverse("plan-action", args=[row.first])
        lines.append(Line(row.text, address, f"{said} {row.since:%d/%m/%Y}"))
    title = "Actions en retard, ou financement bientôt fermé"
    return Task(title, len(found), lines, reverse("plan"), "Le plan d’action")


def _doubles(directory: Directory, apart: set[tuple[int, int]], day: datetime.date) -> Task:
    pairs = waiting(directory, apart)
    lines = []
    for pair in pairs[:MOST_LINES]:
        one, other = listings(directory, (pair.first, pair.second), day)
        address = reverse("merge", args=[one.pk, other.pk])
        lines.append(Line(f"{one.name} et {other.name}", address, one.where))
    return Task("Doublons possibles", len(pairs), lines, reverse("duplicates"))
