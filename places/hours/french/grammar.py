"""From lexemes to items: lists of days, spans of hours, months. One look ahead, no way back."""

from .items import (
    DAY_MINUTES,
    Days,
    Element,
    Hours,
    Item,
    Mark,
    Months,
    Season,
    Single,
    Span,
    Unknown,
)
from .tokens import Lexeme
from .words import EVENING, HOLIDAYS, Kind

_DROPPED = frozenset((Kind.FILLER, Kind.FROM, Kind.LABEL))
_LIST = frozenset((Kind.COMMA, Kind.AND, Kind.SLASH, Kind.DASH))
_DAY = frozenset((Kind.DAY, Kind.DAYS, Kind.LETTER, Kind.ORDINAL))
_TO = frozenset((Kind.TO, Kind.DASH, Kind.UNTIL))
_BETWEEN_SPANS = frozenset((Kind.COMMA, Kind.AND, Kind.SLASH, Kind.DASH, Kind.TO))
_KEPT = frozenset(
    (
        *(Kind.COMMA, Kind.COLON, Kind.PAREN, Kind.STOP, Kind.AND, Kind.OR, Kind.PART),
        *(Kind.EXCEPT, Kind.CLOSED, Kind.NOON_BREAK, Kind.ASK, Kind.FREE, Kind.REST, Kind.ELSE),
        *(Kind.IN_HOLIDAYS, Kind.IN_TERM, Kind.SEASON, Kind.PARITY, Kind.ALTERNATE),
    )
)
_NIGHT_STARTS, _NIGHT_ENDS, _UNUSUAL = 17 * 60, 8 * 60, (60, 5 * 60)
DAYS_DOUBT = "quels jours ?"
_MOST_RANKS = 5
M_DOUBT = "M : mardi ou mercredi ?"
ORDER_DOUBT = "heures dans le désordre"
UNUSUAL_DOUBT = "heure inhabituelle"


def items(lexemes: list[Lexeme], text: str) -> list[Item]:
    """The items of a text, in order; what the grammar does not know becomes `Unknown`."""
    return _Grammar(lexemes, text).read()


class _Grammar:
    def __init__(self, lexemes: list[Lexeme], text: str):
        self.text = text
        # A label counts as filler, unless an activity's label follows (see apart.py).
        self.lexemes = [lexeme for lexeme in lexemes if lexeme.kind not in _DROPPED]
        self.labels = [lexeme for lexeme in lexemes if lexeme.kind is Kind.LABEL]
        self.at = 0

    def read(self) -> list[Item]:
        found: list[Item] = []
        while self.at < len(self.lexemes):
            found.extend(self._item())
        labels = [Mark(one.start, one.end, kind=Kind.LABEL) for one in self.labels]
        if labels:
            found = sorted((*found, *labels), key=lambda item: (item.start, item.end))
        return found

    def _kind(self, ahead: int = 0) -> Kind | None:
        here = self.at + ahead
        return self.lexemes[here].kind if here < len(self.lexemes) else None

    def _value(self, ahead: int = 0) -> object:
        return self.lexemes[self.at + ahead].value

    def _take(self) -> Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]

    def _item(self) -> list[Item]:
        kind = self._kind()
        for reader in (self._season, self._days, self._hours):
            if item := reader():
                return [item]
        lexeme = self._take()
        if kind is Kind.ONLY or kind is Kind.TO:
            return []
        if kind in (Kind.DASH, Kind.SLASH):
            return [Mark(lexeme.start, lexeme.end, kind=Kind.COMMA)]
        if kind is Kind.OF_PART:
            return [Mark(lexeme.start, lexeme.end, kind=Kind.PART, value=lexeme.value)]
        if kind in (Kind.ASK, Kind.FREE):
            return [self._condition(lexeme)]
        if kind in _KEPT:
            return [Mark(lexeme.start, lexeme.end, kind=kind, value=lexeme.value)]
        return [self._unknown(lexeme)]

    def _condition(self, lexeme: Lexeme) -> Mark:
        before = self.lexemes[self.at - 2].kind if self.at > 1 else None
        only = Kind.ONLY in (before, self._kind())
        return Mark(lexeme.start, lexeme.end, kind=lexeme.kind, value=lexeme.value, only=only)

    def _unknown(self, lexeme: Lexeme) -> Unknown:
        doubt, end = "", lexeme.end
        if lexeme.kind is Kind.PHONE:
            doubt = "numéro de téléphone"
        elif lexeme.kind in (Kind.SINCE, Kind.UNTIL):
            if item := self._season():
                doubt, end = "à écrire avec ses deux dates", item.end
            elif self._kind() is Kind.TIME:
                doubt, end = "jusqu’à quelle heure ?", self._take().end
        return Unknown(lexeme.start, end, doubt)

    # ── Days ────────────────────────────────────────────────────────────────────────────────────

    def _days(self) -> Days | None:
        start = self.at
        first = self._element()
        if not first:
            return None
        runs, joints = [first], []
        while True:
            back, joint = self.at, None
            if self._kind() in _LIST or self._kind() is Kind.TO:
                joint = self._take().kind
                if joint is Kind.COMMA and self._kind() is Kind.AND:
                    self.at += 1
            following = self._element()
            if not following:
                self.at = back
                break
            runs.append(following)
            joints.append(joint)
        elements, doubt = _joined(runs, joints)
        begin, end = self.lexemes[start].start, self.lexemes[self.at - 1].end
        unique = tuple(dict.fromkeys(elements))
        return Days(begin, end, doubt, elements=unique, listed=Kind.COMMA in joints)

    def _element(self) -> list[Element]:
        """A day with its rank and its part, or the days of « en semaine »; [] when none."""
        back = self.at
        if alternate := self._alternate():
            return alternate
        ranks: list[int] = []
        while self._kind() is Kind.ORDINAL and len(ranks) < _MOST_RANKS:
            ranks.append(self._take().value)
            if self._kind() in (Kind.AND, Kind.COMMA) and self._kind(1) is Kind.ORDINAL:
                self.at += 1
        kind = self._kind()
        holiday = kind is Kind.DAY and self._value() == HOLIDAYS
        if kind not in _DAY or (ranks and (kind is Kind.DAYS or holiday)):
            self.at = back
            return []
        lexeme = self._take()
        days = lexeme.value if kind is Kind.DAYS else (lexeme.value,)
        if ranks and self._kind() is Kind.OF_MONTH:
            self.at += 1
        part = self._take().value if self._kind() is Kind.PART else ""
        if ranks and self._kind() is Kind.OF_MONTH:
            self.at += 1
        return [Element(day, part, tuple(ranks)) for day in days]

    def _alternate(self) -> list[Element]:
        """« un samedi sur deux », « 1 samedi par mois »: nobody says which ones."""
        if self._kind() is not Kind.NUMBER or self._value() != 1 or self._kind(1) is not Kind.DAY:
            return []
        last = self._kind(2)
        if last in (Kind.OUT_OF, Kind.SLASH) and self._kind(3) is Kind.NUMBER:
            length = 4
        elif last is Kind.OF_MONTH:
            length = 3
        else:
            return []
        day = self._value(1)
        start, end = self.lexemes[self.at].start, self.lexemes[self.at + length - 1].end
        self.at += length
        return [Element(day, alternate=" ".join(self.text[start:end].split()))]

    # ── Hours ───────────────────────────────────────────────────────────────────────────────────

    def _hours(self) -> Hours | Single | None:
        start = self.at
        read = self._span()
        if not read:
            return self._single()
        spans, doubt = [read[0]], read[1]
        while True:
            back, joints = self.at, []
            while self._kind() in _BETWEEN_SPANS:
                joints.append(self._take().kind)
            following = self._span()
            if not following:
                self.at = back
                break
            span, more = following
            if Kind.TO in joints:
                more = more or "« à » ou « et » ?"
            elif span[0] < spans[-1][1]:
                more = more or ORDER_DOUBT
            doubt = doubt or more
            spans.append(span)
        begin, end = self.lexemes[start].start, self.lexemes[self.at - 1].end
        return Hours(begin, end, doubt, spans=tuple(spans))

    def _single(self) -> Single | None:
        until = self._kind() is Kind.UNTIL and self._kind(1) is Kind.TIME
        if not until and self._kind() is not Kind.TIME:
            return None
        start = self.lexemes[self.at].start
        self.at += until
        minute, doubt = self._time()
        return Single(start, self.lexemes[self.at - 1].end, doubt, minute or DAY_MINUTES, until)

    def _time(self) -> tuple[int, str]:
        """The minutes of the TIME or NUMBER here, « du matin » and « du soir » heard."""
        lexeme = self._take()
        minute = lexeme.value if lexeme.kind is Kind.TIME else lexeme.value * 60
        if self._kind() is not Kind.OF_PART:
            return minute, ""
        evening = self._take().value == EVENING
        if minute >= 720:
            return minute, "" if evening and minute > 720 else UNUSUAL_DOUBT
        return minute + 720 * evening, ""

    def _span(self) -> tuple[Span, str] | None:
        """(start, end) and a doubt; None, without moving, when no span is written here."""
        back = self.at
        between = self._kind() is Kind.BETWEEN
        self.at += between
        first = self._kind()
        if first is Kind.TIME or (first is Kind.NUMBER and self._value() <= 24):
            start, doubt = self._time()
            joint = self._kind()
            joined = joint in _TO or joint is Kind.SLASH or (between and joint is Kind.AND)
            self.at += joined
            if self._can_end(first, joint if joined else None):
                end, late = self._time()
                doubt = doubt or late
                if not joined and start % 5:
                    doubt = doubt or ORDER_DOUBT
                return _checked(start, end, doubt)
        self.at = back
        return None

    def _can_end(self, first: Kind, joint: Kind | None) -> bool:
        """Whether the lexeme here closes a span begun by `first` and `joint`."""
        last = self._kind()
        if Kind.NUMBER not in (first, last):
            return last is Kind.TIME
        if joint is None or last not in (Kind.TIME, Kind.NUMBER) or self._value() > 1440:
            return False
        if last is Kind.NUMBER and (self._value() > 24 or self._kind(1) is Kind.MONTH):
            return False
        # « 12/03 » is a date as much as hours.
        return joint is not Kind.SLASH or Kind.TIME in (first, last)

    # ── Months ──────────────────────────────────────────────────────────────────────────────────

    def _season(self) -> Season | None:
        start = self.at
        months = self._months()
        if not months:
            return None
        begin, end = self.lexemes[start].start, self.lexemes[self.at - 1].end
        return Season(begin, end, months=months)

    def _months(self) -> Months:
        found: list = []
        while True:
            back = self.at
            if found and self._kind() in (Kind.COMMA, Kind.AND, Kind.SLASH):
                self.at += 1
            elif found:
                break
            span = self._month_span()
            if not span:
                self.at = back
                break
            found.append(span)
        return tuple(found)

    def _month_span(self):
        """« septembre à juin », « 1er juillet au 15 août », « 1er au 15 août », « août »."""
        back = self.at
        first = self._month_day()
        if not first:
            return None
        joint = self.at
        if self._kind() in (Kind.TO, Kind.DASH, Kind.UNTIL):
            self.at += 1
            last = self._month_day()
            if last and last[0] and bool(first[1]) == bool(last[1]):
                return (first[0] or last[0], first[1]), last
        self.at = joint
        if first[0]:
            return first, first
        self.at = back
        return None

    def _month_day(self) -> tuple[int, int] | None:
        """(month, day): day 0 for a month alone, month 0 for a number alone."""
        if self._kind() is Kind.MONTH:
            return self._take().value, 0
        if self._kind() in (Kind.NUMBER, Kind.ORDINAL) and 1 <= self._value() <= 31:
            day = self._take().value
            return (self._take().value, day) if self._kind() is Kind.MONTH else (0, day)
        return None


def _checked(start: int, end: int, doubt: str) -> tuple[Span, str]:
    """The span with its end after its start: past midnight for a night, doubtful otherwise."""
    end = end or DAY_MINUTES
    # « 9h12-14h17 » is more likely « 9h-12h, 14h-17h » than minutes.
    odd_minutes = start % 5 or (end % 5 and end % 60 != 59)
    if odd_minutes or _UNUSUAL[0] <= start < _UNUSUAL[1]:
        doubt = doubt or UNUSUAL_DOUBT
    if end <= start:
        if start < _NIGHT_STARTS or end > _NIGHT_ENDS:
            doubt = doubt or ORDER_DOUBT
        end += DAY_MINUTES
    return (start % DAY_MINUTES, end), doubt


def _joined(runs: list[list[Element]], joints: list[Kind | None]) -> tuple[list[Element], str]:
    """The days of a list whose stretches are filled; a doubt, or ""."""
    elements, doubt = list(runs[0]), ""
    for number, (joint, run) in enumerate(zip(joints, runs[1:], strict=True)):
        around = joints[max(0, number - 1) : number + 2]
        # « lun-ven » is a stretch, « lundi-mercredi-vendredi » a list.
        if joint is Kind.TO or (joint is Kind.DASH and around.count(Kind.DASH) == 1):
            doubt = doubt or _stretch(elements, run, around)
        elif joint is Kind.SLASH and around.count(Kind.SLASH) == 1:
            days = (elements[-1].day, run[0].day)
            doubt = doubt or ("" if _are_neighbours(*days) else DAYS_DOUBT)
        elements += run
    return elements, doubt or _settle_letters(elements)


def _are_neighbours(day: int | None, other: int | None) -> bool:
    return day is None or other is None or other - day == 1


def _stretch(elements: list[Element], run: list[Element], around: list[Kind | None]) -> str:
    """Add to `elements` the days between its last one and the first of `run`; a doubt, or ""."""
    first, last = elements[-1], run[0]
    plain = not (first.part or first.nth or last.nth or first.alternate or last.alternate)
    odd = {None, HOLIDAYS} & {first.day, last.day}
    if not plain or odd or len(run) > 1 or around.count(Kind.TO) > 1:
        return DAYS_DOUBT
    day = (first.day + 1) % 7
    while day != last.day:
        elements.append(Element(day, last.part))
        day = (day + 1) % 7
    if last.part:
        elements[elements.index(first)] = first._replace(part=last.part)
    return ""


def _settle_letters(elements: list[Element]) -> str:
    """Turn each lone M into Tuesday or Wednesday, in place; a doubt when nothing tells."""
    doubt = ""
    for number, element in enumerate(elements):
        if element.day is not None:
            continue
        before = elements[number - 1].day if number else None
        after = elements[number + 1].day if number + 1 < len(elements) else 2
        if before == 1:
            day = 2
        elif after in (None, 2) and number + 1 < len(elements):
            day = 1
        else:
            day, doubt = 1, M_DOUBT
        elements[number] = element._replace(day=day)
    return doubt
