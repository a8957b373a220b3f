"""Stops of a round: added, corrected. Their days: see `repeating`.

Each is recorded and published with its place, in one transaction. All functions raise
django.core.exceptions.ValidationError, with French messages by field. Days are Paris dates.
"""

from collections.abc import Iterable

from ..models import Stop
from .districts import DistrictFinder
from .recording import Author, act
from .repeating import Dated, check, publish_site, set_dates, told_again


def save_stop(
    author: Author,
    stop: Stop,
    *,
    dates: Iterable[Dated] | None = None,
    reason: str = "",
    **values,
) -> Stop:
    """Create or correct a stop of a site.

    `dates`: all the days added one by one, from the first; None leaves them as they are. A rule
    or a date is needed. A stop without a quartier gets the one whose outline holds it.
    """
    is_new = stop.pk is None
    dates = told_again(stop, dates, values)
    DistrictFinder().complete(stop)
    check(stop, dates, is_new=is_new)
    what = "Nouvel arrêt" if is_new else "Arrêt corrigé"
    with act(author, reason or f"{what} : {stop}"[:300]) as writing:
        stop.save()
        if dates is not None:
            set_dates(stop, dates)
        publish_site(writing, stop)
    return stop
