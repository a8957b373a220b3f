"""The états des lieux that were kept, a month at a time, as they were."""

from datetime import date

import msgspec

from ...models import LandscapeSnapshot
from .figures import Landscape

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Landscape)


def encoded(found: Landscape) -> str:
    """JSON: the names of the fields are those of the dataclasses."""
    return _encoder.encode(found).decode()


def decoded(payload: str) -> Landscape:
    """Raises msgspec.ValidationError. Fields added since have their default, those removed are
    left aside: an old month stays readable."""
    return _decoder.decode(payload)


def kept_months() -> list[date]:
    """The first day of each month kept, the latest first; one query."""
    return list(LandscapeSnapshot.objects.values_list("month", flat=True))


def kept(month: date) -> Landscape | None:
    """What was kept of the month that begins on this day; one query."""
    found = LandscapeSnapshot.objects.filter(month=month).values_list("payload", flat=True)
    return decoded(found[0]) if found else None
