"""From free text to lexemes, in one pass from left to right (no pattern can run away)."""

import html
import unicodedata
from typing import NamedTuple

from ...text import normalise
from .words import DAY_LETTERS, LONGEST_PHRASE, PHRASES, Kind

DIGITS = frozenset("0123456789")
_BLOCKS = frozenset("br p div li ul ol tr td th table h1 h2 h3 h4 hr".split())
_LONGEST_TAG = 300
_MARKS = {
    **dict.fromkeys("-–—−‐‑→>", Kind.DASH),
    **dict.fromkeys("/|", Kind.SLASH),
    **dict.fromkeys("&+", Kind.AND),
    **dict.fromkeys("()[]", Kind.PAREN),
    **dict.fromkeys(".;\n•·▪►●", Kind.STOP),
    ",": Kind.COMMA,
    ":": Kind.COLON,
}
#: marks that change nothing, dropped
_DECOR = frozenset("'’‘`\"«»“”…*_~=!⏰⌚📅📆🗓☎📞📱🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛")
_ORDINAL_ENDS = frozenset("er ers ere ère e eme ème emes èmes nd nde".split())
_SHORT_MONTHS = ("mars", "mai", "juin", "aout")
_ROUND = (0, 15, 30, 45)
_PHONE_GAPS = " .-\u00a0\u202f"
#: inside a phrase: « après-midi », « R.D.V. », « 7j/7 »
_INNER_MARKS = frozenset((Kind.DASH, Kind.STOP, Kind.SLASH))


class Lexeme(NamedTuple):
    """One word, phrase, time or mark, and where it stands in the cleaned text."""

    kind: Kind
    value: object
    start: int
    end: int


class Raw(NamedTuple):
    """A piece before phrases are recognised; `text` is normalised, "" for times and marks."""

    text: str
    lexeme: Lexeme


def clean(text: str) -> str:
    """The text without HTML, in composed characters; what no file can hold becomes U+FFFD."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    if "&" in text:
        text = html.unescape(html.unescape(text))  # spreadsheets often escape twice
        text = text.encode("utf-8", "replace").decode("utf-8")
    if "<" in text:
        text = _without_tags(text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(" " if _is_invisible(char) else char for char in text)


def _is_invisible(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Mn", "Zl", "Zp", "Zs")


def _without_tags(text: str) -> str:
    parts, at = [], 0
    while (opening := text.find("<", at)) >= 0:
        parts.append(text[at:opening])
        closing = text.find(">", opening, opening + _LONGEST_TAG)
        name = text[opening + 1 : closing].strip("/! ").split(" ")[0].rstrip("/").lower()
        if closing < 0 or not name or not (name[0].isalpha() or name.startswith("--")):
            parts.append("<")
            at = opening + 1
            continue
        parts.append("\n" if name in _BLOCKS else " ")
        at = closing + 1
    return "".join([*parts, text[at:]])


# ── Scanning ────────────────────────────────────────────────────────────────────────────────────


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a cleaned text, in order; every letter and digit is in one of them."""
    return _round_the_clock(_phrases(_scan(text)))


def _scan(text: str) -> list[Raw]:
    found: list[Raw] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char in DIGITS or (char == "+" and text.startswith("+33", at)):
            raw = _number(text, at)
        elif char.isalnum():
            raw = _word(text, at)
        elif char in _MARKS:
            raw = Raw("", Lexeme(_MARKS[char], char, at, at + 1))
        elif char == " " or char in _DECOR:
            at += 1
            continue
        else:
            raw = Raw("", Lexeme(Kind.UNKNOWN, None, at, at + 1))
        at = raw.lexeme.end
        if not (char == "." and _ends_abbreviation(text, found, raw.lexeme.start)):
            found.append(raw)
    return found


def _ends_abbreviation(text: str, found: list[Raw], at: int) -> bool:
    """« lun. », « L. », « sept. »: no sentence ends there."""
    if not found or found[-1].lexeme.end != at:
        return False
    kind = found[-1].lexeme.kind
    if kind is Kind.UNKNOWN:
        kind = PHRASES.get((found[-1].text,), (kind, None))[0]
    short = len(found[-1].text) <= 4 and found[-1].text not in _SHORT_MONTHS
    return short and kind in (Kind.DAY, Kind.LETTER, Kind.MONTH)


def _word(text: str, at: int) -> Raw:
    end = at
    while end < len(text) and text[end].isalnum() and text[end] not in DIGITS:
        end += 1
    word = text[at:end]
    lexeme = Lexeme(Kind.UNKNOWN, None, at, end)
    if word == "We":  # Wednesday in OpenStreetMap, the week-end in French
        return Raw("", lexeme)
    if word in DAY_LETTERS or word == "M":
        if text[end : end + 1] not in ("'", "’"):  # « L’après-midi »
            kind = Kind.LETTER if word == "M" else Kind.DAY
            return Raw(word.lower(), lexeme._replace(kind=kind, value=DAY_LETTERS.get(word)))
        return Raw(normalise(word), lexeme._replace(kind=Kind.FILLER))
    return Raw(normalise(word), lexeme)


def _number(text: str, at: int) -> Raw:
    """A telephone number, a full date, a time, « 1er », or a number."""
    if end := _phone_end(text, at):
        return Raw("", Lexeme(Kind.PHONE, None, at, end))
    if text[at] == "+":
        return Raw("", Lexeme(Kind.AND, None, at, at + 1))
    end = _digits_end(text, at)
    if date_end := _date_end(text, at, end):
        return Raw("", Lexeme(Kind.UNKNOWN, None, at, date_end))
    hour = int(text[at:end]) if end - at <= 2 else 99
    if hour <= 24 and (read := _time(text, end)):
        minutes, finish = read
        if hour < 24 or not minutes:
            return Raw("", Lexeme(Kind.TIME, hour * 60 + minutes, at, finish))
    letters = _letters_end(text, end)
    if text[end:letters].lower() in _ORDINAL_ENDS:
        return Raw(normalise(text[at:letters]), Lexeme(Kind.UNKNOWN, None, at, letters))
    value = int(text[at:end]) if end - at <= 4 else 9999
    return Raw(text[at:end].lstrip("0") or "0", Lexeme(Kind.NUMBER, value, at, end))


def _digits_end(text: str, at: int) -> int:
    while at < len(text) and text[at] in DIGITS:
        at += 1
    return at


def _letters_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalpha():
        at += 1
    return at


def _phone_end(text: str, at: int) -> int:
    """Where a French telephone number ends, 0 when there is none."""
    if text.startswith("+33", at):
        digits, end = 0, at + 3
        while end < len(text) and digits < 10 and (text[end] in DIGITS or text[end] in " .-()"):
            digits += text[end] in DIGITS
            end += 1
        return end if digits >= 9 else 0
    if text[at] != "0" or text[at + 1 : at + 2] in ("", "0"):
        return 0
    after = text[at + 2 : at + 3]
    gap = after if after and after in _PHONE_GAPS else ""
    groups = text[at : at + 10 + 4 * len(gap)]
    pairs = groups.split(gap) if gap else [groups[i : i + 2] for i in range(0, 10, 2)]
    if len(pairs) != 5 or any(len(pair) != 2 or not set(pair) <= DIGITS for pair in pairs):
        return 0
    end = at + len(groups)
    return 0 if text[end : end + 1] in DIGITS else end


def _date_end(text: str, at: int, end: int) -> int:
    """« 01/09/2026 »: a date with its year, not hours."""
    mark = text[end : end + 1]
    if mark not in ("/", ".", "-") or end - at > 2:
        return 0
    month = _digits_end(text, end + 1)
    if not 1 <= month - end - 1 <= 2 or text[month : month + 1] != mark:
        return 0
    year = _digits_end(text, month + 1)
    return year if year - month - 1 == 4 else 0


def _spaces_end(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _time(text: str, end: int) -> tuple[int, int] | None:
    """(minutes, end) of the time whose hour stops at `end`; None when it is only a number."""
    mark = text[end : end + 1]
    if mark and mark in ":.":
        return _after_mark(text, end)
    unit = _spaces_end(text, end)
    if text[unit : unit + 1] not in ("h", "H"):
        return None
    letters = _letters_end(text, unit)
    if text[unit:letters].lower() in ("heure", "heures", "hrs", "hr"):
        return _minutes(text, letters)
    if letters > unit + 1 and unit > end:  # « 9 habitants »
        return None
    return _minutes(text, unit + 1)


def _minutes(text: str, at: int) -> tuple[int, int]:
    """The two digits after « h », unless they are the next hour: « 9h12h », « 9h 14-18h »."""
    digits = _spaces_end(text, at)
    spaced = digits > at
    if text[digits : digits + 1] in (".", ":"):
        digits += 1
    end = _digits_end(text, digits)
    following = text[_spaces_end(text, end) :][:1] if end - digits == 2 else "h"
    if following in ("h", "H") or int(text[digits:end]) > 59:
        return 0, at
    minutes = int(text[digits:end])
    if spaced and minutes % 5:
        return 0, at
    unit = _spaces_end(text, end)
    letters = _letters_end(text, unit)
    if text[unit:letters].lower() in ("min", "mn", "minutes"):
        end = letters
    return minutes, end


def _after_mark(text: str, at: int) -> tuple[int, int] | None:
    """« 8:30 », « 8.30 », « 08:30:00 »."""
    end = _digits_end(text, at + 1)
    if end - at != 3 or int(text[at + 1 : end]) > 59:
        return None
    minutes = int(text[at + 1 : end])
    unit = _spaces_end(text, end)
    has_unit = text[unit : unit + 1] in ("h", "H") and _letters_end(text, unit) == unit + 1
    if has_unit and minutes not in _ROUND:  # « 12.14h »: the next hour
        return None
    if text.startswith(":00", end):
        end += 3
    if text[unit : unit + 1] in ("€", "%") or (
        text[end : end + 1] in (".", ":") and text[end + 1 : end + 2] in DIGITS
    ):
        return None
    return minutes, unit + 1 if has_unit else end


# ── Phrases ─────────────────────────────────────────────────────────────────────────────────────


def _phrases(raws: list[Raw]) -> list[Lexeme]:
    found: list[Lexeme] = []
    at = 0
    while at < len(raws):
        lexeme, at = _phrase(raws, at)
        found.append(lexeme)
    return found


def _phrase(raws: list[Raw], at: int) -> tuple[Lexeme, int]:
    """The longest known phrase at `at`, and where to go on."""
    words: list[str] = []
    best, end, here = raws[at].lexeme, at + 1, at
    while here < len(raws) and len(words) < LONGEST_PHRASE:
        raw = raws[here]
        here += 1
        if not raw.text:
            if words and raw.lexeme.kind in _INNER_MARKS and raw.lexeme.value != "\n":
                continue
            break
        words.append(raw.text)
        known = PHRASES.get(tuple(words))
        if known and (len(words) > 1 or best.kind is Kind.UNKNOWN):
            best = Lexeme(*known, raws[at].lexeme.start, raw.lexeme.end)
            end = here
    return best, end


def _round_the_clock(found: list[Lexeme]) -> list[Lexeme]:
    """« 24h/24 » becomes 0 h – 24 h, « 24/7 » adds every day."""
    out: list[Lexeme] = []
    at = 0
    while at < len(found):
        first, mark, last = (*found[at : at + 3], None, None, None)[:3]
        if first.kind is Kind.DAY_AND_NIGHT:
            out += _whole_day(first.start, first.end)
            at += 1
            continue
        if last and _is_day_long(first) and mark.kind in (Kind.SLASH, Kind.OUT_OF):
            whole = last.value == 7 or _is_day_long(last)
            if whole and last.kind in (Kind.NUMBER, Kind.TIME):
                start, end = first.start, last.end
                out += _whole_day(start, end)
                if last.value == 7:
                    out.append(Lexeme(Kind.DAYS, tuple(range(7)), start, end))
                at += 3
                continue
        out.append(first)
        at += 1
    return out


def _whole_day(start: int, end: int) -> list[Lexeme]:
    return [
        Lexeme(Kind.TIME, 0, start, end),
        Lexeme(Kind.DASH, "-", start, end),
        Lexeme(Kind.TIME, 1440, start, end),
    ]


def _is_day_long(lexeme: Lexeme) -> bool:
    return (lexeme.kind, lexeme.value) in ((Kind.NUMBER, 24), (Kind.TIME, 1440))
