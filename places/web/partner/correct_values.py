"""What the correction page holds: texts by field name, as the page shows them and gets them back.

The page carries, signed, what it first showed. So we know what somebody touched, what changed
meanwhile, and a field that nobody touched never undoes another's work.
"""

import re
from collections.abc import Mapping

from django.core import signing
from django.http import QueryDict

from ...hours.editor import week_of
from ...models import Site
from ...text import phone
from ...vocabulary import SiteStatus
from ..coordination.site_fields import LinesField

SALT = "places.partner.correct"
START = "depart"
BLANK_LINES = 2
MOST_LINES = 20
ROWS = tuple(f"h{number}" for number in range(7))
LINE = re.compile(r"x(\d\d?)")
FIELDS = (
    *("phone", "name", "address", "address_complement", "postal_code", "commune"),
    *("emails", "websites", "summary", "description", "to_bring"),
)
BOXES = ("services", "closed")
Values = dict[str, list[str]]


def values_of(site: Site) -> Values:
    """What the page shows of a listing today: name → the texts of that field."""
    week = week_of(site.hours)
    rows = week.rows if week else ("",) * 7
    found: Values = {name: [row] for name, row in zip(ROWS, rows, strict=True)}
    found |= {f"x{number}": [line] for number, line in enumerate(week.extras if week else ())}
    for name in FIELDS:
        held = getattr(site, name)
        found[name] = [LinesField().prepare_value(held)]
    found["phone"] = [phone(site.phone).replace("\xa0", " ") if site.phone else ""]
    found["services"] = sorted(service.category for service in site.services.all())
    found["closed"] = ["oui"] if site.status == SiteStatus.CLOSED else []
    found["status_reason"] = [site.status_reason if site.status == SiteStatus.CLOSED else ""]
    return found


def sign(site: Site, values: Values) -> str:
    return signing.dumps({"site": site.pk, "values": values}, salt=SALT, compress=True)


def started_from(site: Site, data: Mapping[str, str]) -> Values | None:
    """What the page had first shown; None when it is not ours or speaks of another listing."""
    try:
        held = signing.loads(data.get(START, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return held["values"] if held.get("site") == site.pk else None


def typed_values(data: QueryDict) -> Values:
    """The texts received, tidy; only the names that the page has."""
    found: Values = {}
    for name in data:
        if name in (*ROWS, *FIELDS, "status_reason") or _is_line(name):
            found[name] = [tidy(data[name])]
    for name in BOXES:
        found[name] = sorted(set(data.getlist(name)))
    return found


def tidy(text: str) -> str:
    """As the page would show it again."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def group(name: str) -> str:
    """The rows and lines of hours go together."""
    return "hours" if name in ROWS or _is_line(name) else name


def lines_of(values: Values) -> list[str]:
    """The lines beside the rows, in order, blank ones included."""
    numbers = [int(LINE.fullmatch(name)[1]) for name in values if _is_line(name)]
    return [values.get(f"x{number}", [""])[0] for number in range(max(numbers, default=-1) + 1)]


def _is_line(name: str) -> bool:
    found = LINE.fullmatch(name)
    return bool(found) and int(found[1]) < MOST_LINES
