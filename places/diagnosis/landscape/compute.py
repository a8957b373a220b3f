"""All the tables of a copy of the directory, computed once."""

import threading
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from ...directory.columns import Directory
from ...directory.load import no_collection
from ...hours.osm import ZONE
from .access import access, access_figures, count_ways
from .figures import Landscape
from .hours import hour_figures, hours
from .needs import Matrix, need_figures, needs
from .network import labels, searches
from .offer import offer, offer_figures
from .orientations import orientations
from .plan import plan
from .questions import questions
from .reach import reach
from .reading import Places
from .state import state, state_figures
from .visits import Visits, visit_figures, visits

# reviews, searches, orientations and counts change without the directory
KEPT_FOR = timedelta(minutes=10)

_known: WeakKeyDictionary[Directory, Landscape] = WeakKeyDictionary()
_lock = threading.Lock()


def landscape(directory: Directory, now: datetime) -> Landscape:
    """The état des lieux at an aware time; a few queries, or none when it was just computed.

    Raises DatabaseError when the reviews, the searches, the orientations or the counts cannot be
    read.
    """
    with _lock:  # a second reader waits for the first one's answer rather than doing it again
        known = _known.get(directory)
        if known is None or not timedelta(0) <= now - known.computed_at < KEPT_FOR:
            with no_collection():
                known = _known[directory] = _computed(directory, now)
        return known


def _computed(directory: Directory, now: datetime) -> Landscape:
    today = now.astimezone(ZONE).date()
    places = Places.of(directory)
    matrix = Matrix(places)
    ways = count_ways(places)
    on_foot, reach_figures = reach(places)
    labelled, label_figures = labels(directory, today)
    counted = Visits(places, today)
    oriented, oriented_figures = orientations(directory, today)
    return Landscape(
        day=today,
        computed_at=now,
        version=directory.version,
        places=len(places),
        examples=int(directory.examples[directory.alive].sum()),
        figures=(
            *offer_figures(places),
            *need_figures(matrix),
            *reach_figures,
            *hour_figures(places),
            *access_figures(places, ways),
            *state_figures(places, today),
            *label_figures,
            *visit_figures(counted),
            *oriented_figures,
        ),
        sections=(
            questions(places),
            offer(places),
            needs(matrix),
            hours(places),
            on_foot,
            access(places, ways),
            labelled,
            searches(today),
            visits(counted),
            oriented,
            state(places, today),
            plan(),
        ),
    )
