"""One listing being corrected: what is typed, what is wrong with it, what it would change."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict

from ...actions.correct import Wanted
from ...actions.propose import validated_changes
from ...diagnosis.proposals import part_today, typed
from ...hours.editor import Composed, compose, fill, same_meaning, week_of
from ...models import Service, Site
from ...vocabulary import Category, SiteStatus
from ..coordination.site_fields import site_field
from . import correct_closures as closures
from .correct_values import (
    BLANK_LINES,
    FIELDS,
    MOST_LINES,
    ROWS,
    Values,
    group,
    lines_of,
    sign,
    started_from,
    typed_values,
    values_of,
)

REWRITE = "reecrire"
BOXES_SENT = "cases"
HOLIDAYS_OFF = "Fermé les jours fériés"
NO_HOURS = "Rien n’est écrit. Si le lieu n’ouvre aucun jour, écrivez « fermé »."
NOT_READ = "Nous n’avons pas compris : « {} ». Remplissez plutôt les jours un par un."


class Correction:
    """`data` is what the page sent, None when it is first shown; `today` is a Paris day."""

    def __init__(self, site: Site, data: QueryDict | None, today: date):
        self.site, self.today = site, today
        self.data = QueryDict() if data is None else data
        self.now = values_of(site)
        self.start = started_from(site, self.data) or self.now
        self.errors: dict[str, str] = {}
        self.everything = self.data.get("toute", "").strip()
        self.readable = week_of(site.hours) is not None
        self.shows_rows = self.readable or self.data.get(REWRITE) == "oui"
        self.values = self._merged(typed_values(self.data) if data is not None else {})
        self.removed = self.data.getlist(closures.REMOVE)
        self.new = closures.new_closures(self.data, today)

    def _merged(self, received: Values) -> Values:
        """What was typed, and what the listing says today of the fields nobody touched."""
        if not self.shows_rows:
            received = {name: held for name, held in received.items() if group(name) != "hours"}
        if BOXES_SENT not in self.data:
            received = {name: held for name, held in received.items() if name != "services"}
            received.pop("closed", None)
        touched = {group(name) for name, held in received.items() if held != self._start_of(name)}
        kept = {name: held for name, held in self.now.items() if group(name) not in touched}
        return kept | {name: held for name, held in received.items() if group(name) in touched}

    def _start_of(self, name: str) -> list[str]:
        return self.start.get(name, [] if name in ("services", "closed") else [""])

    # ── What somebody else did meanwhile ────────────────────────────────────────────────────────

    @property
    def overtaken(self) -> list[str]:
        """Groups typed here and changed elsewhere since the page was opened."""
        return [
            one
            for one in dict.fromkeys(map(group, self.now))
            if _of(self.start, one) != _of(self.now, one)
            and _of(self.values, one) not in (_of(self.now, one), _of(self.start, one))
        ]

    def catch_up(self) -> None:
        """The page now shows today's listing beside what is typed: sending it again replaces."""
        self.start = self.now

    @property
    def signed_start(self) -> str:
        return sign(self.site, self.start)

    # ── Buttons that only fill the page ─────────────────────────────────────────────────────────

    def copy_day(self, source: int, targets: range | list[int]) -> None:
        for number in targets:
            self.values[ROWS[number]] = list(self.values[ROWS[source]])

    def fill(self) -> None:
        """Rows and lines from one sentence; what is not understood is said and kept."""
        week, missed = fill(self.everything)
        if missed:
            self.errors["toute"] = NOT_READ.format(" », « ".join(missed))
        if week is None:
            return
        self.shows_rows = True
        self.values = {n: held for n, held in self.values.items() if group(n) != "hours"}
        self.values |= {name: [row] for name, row in zip(ROWS, week.rows, strict=True)}
        self.values |= {f"x{number}": [line] for number, line in enumerate(week.extras)}
        if not missed:
            self.everything = ""

    def add_line(self, text: str) -> None:
        lines = lines_of(self.values)
        if text not in lines:
            free = next((n for n, line in enumerate(lines) if not line), len(lines))
            if free < MOST_LINES:
                self.values[f"x{free}"] = [text]

    def add_closure(self, start: str = "", end: str = "", reason: str = "") -> None:
        number = max((one.number for one in self.new), default=-1) + 1
        values = dict.fromkeys(closures.NAMES, "") | {"du": start, "au": end, "raison": reason}
        self.new.append(closures.NewClosure(number, values))

    # ── What it says ────────────────────────────────────────────────────────────────────────────

    @property
    def rows(self) -> list[str]:
        return [self.values.get(name, [""])[0] for name in ROWS]

    @property
    def lines(self) -> list[str]:
        """The lines to show, with blank ones to write in."""
        lines = [line for line in lines_of(self.values) if line]
        return [*lines, *[""] * BLANK_LINES][:MOST_LINES]

    @property
    def composed(self) -> Composed:
        return compose(self.rows, lines_of(self.values))

    def read(self) -> Wanted:
        """What sending would change; fills `errors`."""
        changes = {} if not self.shows_rows else self._hours()
        for name in FIELDS:
            if self.values[name] != self.now[name]:
                changes |= self._field(name)
        changes |= self._closing()
        parts = self._services() | self._closures()
        try:
            changes = validated_changes(self.site, changes)
        except ValidationError as error:
            self.attach(error)
        return Wanted(changes, parts)

    def attach(self, error: ValidationError) -> None:
        """Say what a listing refuses, beside the field when the page has it."""
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, said in found.items():
            self.errors[name if name in self.values else ""] = " ".join(said)

    def _hours(self) -> dict:
        composed = self.composed
        self.errors |= {ROWS[number]: said for number, said in composed.row_problems.items()}
        shown = [number for number, line in enumerate(lines_of(self.values)) if line]
        for number, said in composed.extra_problems.items():
            self.errors[f"x{shown.index(number)}"] = said
        if not composed.certain or same_meaning(composed.osm, self.site.hours):
            return {}
        if not composed.osm:
            if self.readable and self.site.hours:
                self.errors["h0"] = NO_HOURS
            return {}  # nothing written never empties a text that rows could not show
        return {"hours": composed.osm}

    def _field(self, name: str) -> dict:
        text = self.values[name][0]
        try:
            held = site_field(name).clean(text)
        except ValidationError as error:
            self.errors[name] = " ".join(error.messages)
            return {}
        return {name: held}

    def _closing(self) -> dict:
        """« Fermé pour toujours », or open again."""
        if self.values["closed"] == self.now["closed"]:
            return {}
        if not self.values["closed"]:
            return {"status": SiteStatus.OPEN, "status_reason": ""}
        reason = self.values.get("status_reason", [""])[0]
        return {"status": SiteStatus.CLOSED, "status_reason": reason, "paused_until": None}

    def _services(self) -> dict:
        if self.values["services"] == self.now["services"]:
            return {}
        rows = {row["category"]: row for row in part_today(self.site, "services")}
        wanted = [one for one in Category.values if one in self.values["services"]]
        kept = [typed(Service, row) for code, row in rows.items() if code in wanted]
        return {"services": [*kept, *({"category": one} for one in wanted if one not in rows)]}

    def _closures(self) -> dict:
        for one in self.new:
            self.errors |= {f"n{one.number}_{name}": said for name, said in one.errors.items()}
        rows = closures.rows_after(self.site, self.removed, self.new)
        held = closures.rows_after(self.site, [], [])
        return {"closures": rows} if rows != held else {}


def _of(values: Values, name: str) -> dict:
    """The texts of a group, blank ones left out."""
    return {one: held for one, held in values.items() if group(one) == name and any(held)}
