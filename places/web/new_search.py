"""Whether a request is a person's new search, told without following anybody.

The browser itself says which page a request comes from (by htmx, or as the referrer): the same
search seen again is known without a cookie. These are no new search: another page of the list, a
reload, a return from a place, the same need and quartier asked again. A choice ticked beside the
results is one only when it leaves no place.
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.http import HttpRequest

from ..directory import facets
from ..directory.search import COMMUNE, TEXT, ZONE_BOX, Answer
from ..text import normalise
from .query import LITERAL

# What a search is about; the other parameters are choices among its places.
SUBJECT = (TEXT, "ou", COMMUNE, facets.NEED, facets.DISTRICT)
SHOWING = frozenset({"page", "cadre", "zoom", LITERAL, ZONE_BOX})  # how, not what
MOST_FIELDS = 100  # of an address
RELOADS = ("max-age=0", "no-cache")

_BROWSER = re.compile(r"(Mozilla|Opera)/")
_ROBOT = re.compile(  # « Cubot » makes telephones
    r"(?<!cu)bot|crawl|spider|slurp|headless|preview|monitor|lighthouse|https?:", re.IGNORECASE
)

Params = dict[str, list[str]]


def is_new_search(request: HttpRequest, answer: Answer) -> bool:
    """A person asks something that the page they come from did not answer."""
    asked = _params(request.GET.lists())
    if not asked or not _is_by_a_person(request) or _is_seen_again(request):
        return False
    before = _page_before(request)
    if before is None:
        return True
    if before.path != request.path:
        return False  # back from a place
    held = _params_of_address(before.query)
    return _subject(asked) != _subject(held) or (asked != held and not answer.total)


def _is_by_a_person(request: HttpRequest) -> bool:
    """A browser that somebody looks at: no robot, no page fetched in advance, no HEAD."""
    headers = request.headers
    agent = headers.get("User-Agent", "")
    early = (headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return (
        request.method == "GET"
        and bool(_BROWSER.match(agent))
        and not _ROBOT.search(agent)
        and not any("prefetch" in value for value in early)
    )


def _is_seen_again(request: HttpRequest) -> bool:
    """Another page of the list, a step back, a reload."""
    headers = request.headers
    return (
        request.GET.get("page", "1") != "1"
        or "HX-History-Restore-Request" in headers
        or headers.get("Cache-Control", "") in RELOADS
    )


def _page_before(request: HttpRequest) -> SplitResult | None:
    """The address of the list or of the place the request comes from; None from elsewhere."""
    headers = request.headers
    try:
        address = urlsplit(headers.get("HX-Current-URL") or headers.get("Referer", ""))
    except ValueError:
        return None
    ours = address.netloc == request.get_host() and address.path.startswith(request.path)
    return address if ours else None


def _params_of_address(text: str) -> Params:
    try:
        return _params(parse_qs(text, max_num_fields=MOST_FIELDS).items())
    except ValueError:  # too many: no address of ours
        return {}


def _params(lists: Iterable[tuple[str, list[str]]]) -> Params:
    """What is asked, in one order: no empty value, nothing of how it is shown."""
    cleaned = ((name, sorted(v.strip() for v in values if v.strip())) for name, values in lists)
    return {name: values for name, values in cleaned if values and name not in SHOWING}


def _subject(params: Params) -> tuple:
    """What a search is about, in a form that compares."""
    said = tuple(tuple(normalise(v) for v in params.get(name, ())) for name in SUBJECT)
    return said, "lat" in params
