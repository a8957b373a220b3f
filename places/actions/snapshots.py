"""Keep the état des lieux of a month: once, then it is never written again."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError

from ..diagnosis.landscape import landscape
from ..diagnosis.landscape.kept import encoded
from ..directory import load
from ..hours.osm import ZONE
from ..models import LandscapeSnapshot

MOST_DAYS_LATE = 31  # beyond, today's listings say nothing of that day


def take_snapshot(now: datetime, day: date | None = None) -> tuple[LandscapeSnapshot, bool]:
    """The snapshot of the month of a Paris day (today's by default), and whether it was taken now:
    the first of a month stays, whatever is asked afterwards.

    The listings are those of now; ages, labels, searches and orientations are told on that day.
    Raises django.core.exceptions.ValidationError for a day to come, or too old.
    """
    today = now.astimezone(ZONE).date()
    day = day or today
    if not today - timedelta(days=MOST_DAYS_LATE) <= day <= today:
        raise ValidationError(
            f"Choisissez un jour des {MOST_DAYS_LATE} derniers : les fiches sont celles "
            "d’aujourd’hui, elles ne disent rien d’un jour plus ancien."
        )
    month = day.replace(day=1)
    known = LandscapeSnapshot.objects.filter(month=month).first()
    if known:
        return known, False
    moment = now if day == today else datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
    payload = encoded(landscape(load.current().directory, moment))
    return LandscapeSnapshot.objects.get_or_create(
        month=month, defaults={"day": day, "payload": payload}
    )
