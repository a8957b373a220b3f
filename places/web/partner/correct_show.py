"""What the correction page and its preview show, ready for their templates."""

from copy import copy
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from ...actions.correct import Wanted
from ...diagnosis.changes import NOTHING, field_label, value
from ...diagnosis.proposals import PART_LABELS, part_today, part_words, plain
from ...directory import load
from ...hours.clocks import DAYS, long_date, monday_of
from ...hours.editor import row_sentence
from ...hours.wording import hours_sentence
from ...models import Closure, Service, Site
from ...models.fields import Codes
from ...press.publish import document_of
from ...vocabulary import PLAIN_CATEGORY, Direct
from ..place_page import PlacePage
from . import correct_closures as closures
from .correct_page import REWRITE, Correction
from .correct_values import ROWS, START
from .session import Partner

NOT_CARRIED = ("csrfmiddlewaretoken", "geste")
LABELS = {
    "hours": "Les horaires",
    "phone": "Téléphone du lieu",
    "name": "Nom du lieu",
    "address": "Adresse",
    "address_complement": "Étage, bâtiment, entrée",
    "postal_code": "Code postal",
    "commune": "Ville",
    "emails": "Courriel public (un par ligne)",
    "websites": "Site web (un par ligne)",
    "summary": "Le lieu en une phrase",
    "description": "Présentation",
    "to_bring": "Ce qu’il faut apporter",
    "services": "Les aides proposées",
    "closed": "Fermeture définitive",
    "status_reason": "Pourquoi, si vous voulez",
}
#: the boxes of « Le reste », by what they belong to
REST = (
    (Direct.CONTACT, ("emails", "websites")),
    (Direct.TEXTS, ("summary", "description", "to_bring")),
    (Direct.NAME, ("name",)),
    (Direct.ADDRESS, ("address", "address_complement", "postal_code", "commune")),
)
LONG = frozenset({"description", "emails", "websites", "summary"})


@dataclass(frozen=True)
class Box:
    """One field of the page."""

    name: str
    label: str
    value: str
    error: str = ""
    now: str = ""  # what the listing says meanwhile, when somebody else changed it
    said: str = ""

    @property
    def is_long(self) -> bool:
        return self.name in LONG


@dataclass(frozen=True)
class Fact:
    label: str
    before: str
    after: str


def page_context(
    partner: Partner, page: Correction, overtaken: list[str], *, is_fresh: bool
) -> dict:
    site = page.site
    direct = partner.actor.direct
    composed = page.composed
    return {
        "partner": partner,
        "site": site,
        "page": page,
        "is_fresh": is_fresh,
        "overtaken": [_overtaken(page, name) for name in overtaken],
        "top_error": page.errors.get("", ""),
        "rows": [_row(page, number) for number in range(7)],
        "lines": [
            Box(f"x{number}", f"Précision {number + 1}", line, page.errors.get(f"x{number}", ""))
            for number, line in enumerate(page.lines)
        ],
        "composed": composed if composed.certain and page.shows_rows else None,
        "composed_sentence": hours_sentence(composed.osm, monday_of(page.today)),
        "meaning": hours_sentence(site.hours, monday_of(page.today)),
        "everything_error": page.errors.get("toute", ""),
        "coming": [_coming(one, page) for one in closures.coming(site, page.today)],
        "new": [_new(one) for one in page.new],
        "suggestions": [_suggested(one, page) for one in _suggestions(page)],
        "phone": _box(page, "phone", overtaken),
        "rest": [
            (subject, subject in direct, [_box(page, name, overtaken) for name in names])
            for subject, names in REST
        ],
        "services": [
            (code, words, code in page.values["services"]) for code, words in PLAIN_CATEGORY.items()
        ],
        "services_error": page.errors.get("services", ""),
        "is_closing": bool(page.values["closed"]),
        "closing_reason": page.values.get("status_reason", [""])[0],
        "rest_open": _is_rest_open(page, overtaken),
        "at_once": {one.name.lower(): one in direct for one in Direct},
    }


def preview_context(partner: Partner, page: Correction, wanted: Wanted, data: QueryDict) -> dict:
    """The facts as residents will read them, and each change: before, after."""
    at_once, waiting = wanted.split(partner.actor)
    now = timezone.now()
    directory = load.current().directory
    after = _after(page.site, at_once)
    pages = [PlacePage(document_of(one), directory, now) for one in (page.site, after)]
    carried = [(name, held) for name in data for held in data.getlist(name)]
    hidden = [(name, held) for name, held in carried if name not in (*NOT_CARRIED, *_hours(page))]
    return {
        "partner": partner,
        "site": page.site,
        "place": pages[1],
        "is_closed": bool(at_once.changes.get("status")) and page.values["closed"],
        "facts": _facts(at_once, page, pages),
        "waiting": _facts(waiting, page, None),
        "hidden": [*hidden, *_hours_now(page)],
    }


# ── The page ────────────────────────────────────────────────────────────────────────────────────


def _is_rest_open(page: Correction, overtaken: list[str]) -> bool:
    """« Le reste » is folded until something in it is changed or wrong."""
    names = {"services", "closed", *(name for _, names in REST for name in names)}
    typed = any(page.values[name] != page.now[name] for name in names)
    return typed or bool(names & {*page.errors, *overtaken})


def _row(page: Correction, number: int) -> Box:
    name = ROWS[number]
    typed = page.values.get(name, [""])[0]
    error, said = page.errors.get(name, ""), ""
    if not error and [typed] != page.now[name] and typed:
        said = row_sentence(number, typed, page.rows)[0]
    return Box(name, DAYS[number].capitalize(), typed, error, said=said)


def _box(page: Correction, name: str, overtaken: list[str]) -> Box:
    now = page.now[name][0] if name in overtaken else ""
    return Box(name, LABELS[name], page.values[name][0], page.errors.get(name, ""), now)


def _overtaken(page: Correction, name: str) -> tuple[str, str]:
    """(what somebody else changed meanwhile, what the listing says today)."""
    if name == "hours":
        return LABELS[name], hours_sentence(page.site.hours, monday_of(page.today))
    if name == "services":
        return LABELS[name], ", ".join(PLAIN_CATEGORY[one] for one in page.now[name]) or NOTHING
    if name == "closed":
        return LABELS[name], "oui" if page.now[name] else "non"
    return LABELS[name], page.now[name][0] or NOTHING


def _coming(closure: Closure, page: Correction) -> tuple[str, str, str, bool]:
    """(key, dates, details, whether it is to be removed)."""
    details = [closure.reason] if closure.reason else []
    if closure.replacement:
        details.append(hours_sentence(closure.replacement, monday_of(closure.start)))
    key = closures.key_of(closure)
    dates = _dates(closure.start, closure.end, page)
    return key, dates, " – ".join(details), key in page.removed


def _new(one: closures.NewClosure) -> dict:
    return {"number": one.number, "values": one.values, "errors": one.errors, "said": one.said}


def _suggestions(page: Correction) -> list[closures.Suggestion]:
    taken = [(one.start, one.end) for one in closures.coming(page.site, page.today)]
    for one in page.new:
        start, end = (closures.read_date(one.values[name]) for name in ("du", "au"))
        if start:
            taken.append((start, end or start))
    return closures.suggestions(taken, page.today)


def _suggested(one: closures.Suggestion, page: Correction) -> tuple[str, str]:
    return one.key, f"{one.name} ({_dates(one.start, one.end, page, 'à partir du')})"


def _dates(start, end, page: Correction, since: str = "depuis le") -> str:
    if end is None:
        until = "" if since != "depuis le" else ", jusqu’à nouvel ordre"
        return f"{since} {long_date(start, page.today)}{until}"
    if start == end:
        return long_date(start, page.today)
    return f"du {long_date(start, page.today)} au {long_date(end, page.today)}"


# ── The preview ─────────────────────────────────────────────────────────────────────────────────


def _after(site: Site, wanted: Wanted) -> Site:
    """An unsaved copy of the listing once changed."""
    after = copy(site)
    for name, held in wanted.changes.items():
        setattr(after, name, held)
    models = {"closures": Closure, "services": Service}
    cache = dict(getattr(site, "_prefetched_objects_cache", {}))
    for name, rows in wanted.parts.items():
        cache[name] = [models[name](site=after, **row) for row in rows]
    after._prefetched_objects_cache = cache
    return after


def _facts(wanted: Wanted, page: Correction, pages: list[PlacePage] | None) -> list[Fact]:
    facts = []
    for name, held in wanted.changes.items():
        if name in ("paused_until", "status_reason") and "status" in wanted.changes:
            continue
        field = Site._meta.get_field(name)
        before = getattr(page.site, name)
        words = [_words(field, one, page) for one in (before, held)]
        facts.append(Fact(LABELS.get(name, field_label(field)), *words))
    for name, rows in wanted.parts.items():
        if name == "closures" and pages:
            facts.append(Fact("Les fermetures", *map(_closure_words, pages)))
        else:
            now = part_words(name, part_today(page.site, name))
            facts.append(Fact(PART_LABELS[name], now, part_words(name, plain(rows))))
    return facts


def _words(field, held, page: Correction) -> str:
    if field.name == "hours":
        return hours_sentence(held, monday_of(page.today)) if held else NOTHING
    if isinstance(field, Codes):
        return ", ".join(held) or NOTHING
    return value(field, held)


def _closure_words(place: PlacePage) -> str:
    said = [f"{one.sentence} {one.replacement}".strip() for one in place.closures]
    return " ".join(said) or "aucune"


def _hours(page: Correction) -> tuple[str, ...]:
    """Names written again by `_hours_now`: the sentence that filled the rows is used up."""
    return ("toute", REWRITE, *(name for name in page.values if name.startswith(("h", "x"))), START)


def _hours_now(page: Correction) -> list[tuple[str, str]]:
    names = [name for name in page.values if name in ROWS or name.startswith("x")]
    shown = [(name, page.values[name][0]) for name in names] if page.shows_rows else []
    if page.shows_rows and not page.readable:
        shown.append((REWRITE, "oui"))
    return [*shown, (START, page.signed_start)]
