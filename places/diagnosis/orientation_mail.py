"""Which places are to be told how many people were sent to them in a month. Read-only.

Nothing about the people: a number, and numbers by need, of which the small ones are not told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count

from ..hours.osm import ZONE
from ..hours.periods import next_month
from ..models import Contact, Need, Orientation, OrientationLetter, Site
from ..vocabulary import OrientationOutcome
from .landscape.suppression import suppressed
from .reminders import contacts_of, is_free, written_lately


@dataclass(frozen=True)
class Sent:
    """A place, and what people were sent to it for: [(« Imprimer », 12 or « moins de 5 »)], the
    most asked first."""

    site: Site
    number: int
    needs: tuple[tuple[str, int | str], ...]


@dataclass(frozen=True)
class LetterPlan:
    """`waiting`: places whose contact was written to less than a week ago; `silent`: those whom
    nobody can be written for, or who did not want it."""

    letters: dict[Contact, list[Sent]]
    waiting: int
    silent: int


def plan_letters(month: date, today: date, fewest: int) -> LetterPlan:
    """Whom to write to on a Paris day about a month, known by its first day: the places given
    `fewest` times or more, and not told yet."""
    sites = _much_given(month, fewest)
    contacts = contacts_of({site.actor_id for site in sites})
    quiet, writing = written_lately(today), {}
    letters: dict[Contact, list[Sent]] = defaultdict(list)
    waiting = silent = 0
    needs = _needs(month, sites)
    for site in sites:
        wanting = [one for one in contacts[site.actor_id] if one.told_orientations]
        if not wanting:
            silent += 1
        elif not is_free(wanting[0], quiet, writing):
            waiting += 1
        else:
            letters[wanting[0]].append(Sent(site, site.given_times, needs[site.pk]))
    return LetterPlan(dict(letters), waiting, silent)


def _given(month: date):
    """The orientations of a Paris month that gave a place."""
    start, end = (datetime.combine(day, time(), ZONE) for day in (month, next_month(month)))
    return Orientation.objects.filter(
        outcome=OrientationOutcome.GIVEN, at__gte=start, at__lt=end
    ).order_by()


def _much_given(month: date, fewest: int) -> list[Site]:
    """The places to tell, each with `given_times`, those of an actor together."""
    counted = _given(month).values("chosen").annotate(times=Count("pk")).filter(times__gte=fewest)
    times = dict(counted.values_list("chosen", "times"))
    told = OrientationLetter.objects.filter(month=month).values("site")
    sites = Site.objects.shown().exclude(actor=None)
    found = list(sites.filter(pk__in=times).exclude(pk__in=told).order_by("actor_id", "name", "pk"))
    for site in found:
        site.given_times = times[site.pk]
    return found


def _needs(month: date, sites: Iterable[Site]) -> dict[int, tuple[tuple[str, int | str], ...]]:
    """Site → what it was given for. A person sent for two needs counts in both."""
    counted: dict[int, Counter[str]] = {site.pk: Counter() for site in sites}
    for chosen, needs in _given(month).filter(chosen__in=counted).values_list("chosen", "needs"):
        counted[chosen].update(set(needs))
    names = dict(Need.objects.values_list("code", "name"))
    return {
        site: tuple(
            (names.get(code, code), suppressed(times))
            for code, times in sorted(held.items(), key=lambda item: (-item[1], item[0]))
        )
        for site, held in counted.items()
    }
