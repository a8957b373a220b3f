"""The words of an address, written one way on both sides: in the table and in what is typed."""

import re
from dataclasses import dataclass, replace

from ..text import words

ABBREVIATIONS = {
    "all": "allee",
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "blvd": "boulevard",
    "boul": "boulevard",
    "bvd": "boulevard",
    "cap": "capitaine",
    "cdt": "commandant",
    "ch": "chemin",
    "che": "chemin",
    "col": "colonel",
    "crs": "cours",
    "dr": "docteur",
    "fbg": "faubourg",
    "fg": "faubourg",
    "gal": "general",
    "gen": "general",
    "imp": "impasse",
    "lt": "lieutenant",
    "mal": "marechal",
    "mgr": "monseigneur",
    "pdt": "president",
    "pl": "place",
    "pr": "professeur",
    "pres": "president",
    "prof": "professeur",
    "r": "rue",
    "res": "residence",
    "rte": "route",
    "sq": "square",
    "st": "saint",
    "ste": "sainte",
    "sts": "saints",
}
TYPES = frozenset(
    """allee avenue boulevard chaussee chemin cite clos cour cours esplanade faubourg hameau impasse
    lotissement mail parc passage place placette promenade quai quartier residence rond route rue
    ruelle sente sentier square venelle villa voie""".split()
)
# Those of so many streets that no name is looked for among them.
COMMON_TYPES = frozenset("allee avenue boulevard chemin impasse place route rue".split())
# Words that tell no street from another.
SILENT = frozenset("a au aux d de des du en et l la le les n no numero sur".split())
REPEATS = frozenset("bis ter quater".split())
# « 12 d’Alsace », « 12 l’Épeule », « 12 r Motte »: these letters alone begin a name.
NOT_REPEATS = frozenset("a d l r".split())
MOST_LETTERS, MOST_WORDS = 200, 12  # no address is longer; the rest is left unread
_NUMBER = re.compile(r"(\d{1,4})(bis|ter|quater|[a-z]\d?)?")


@dataclass(frozen=True)
class Word:
    """A word typed: the texts that it may stand for, and what it begins when not finished."""

    texts: tuple[str, ...]
    prefix: str = ""
    is_type: bool = False  # the sort of street: « rue », but not the « parc » of « rue du Parc »

    @property
    def begins_type(self) -> bool:
        """Unfinished, it may be the sort of street, said after the name (« grande ru »)."""
        return bool(self.prefix) and any(one.startswith(self.prefix) for one in COMMON_TYPES)

    def is_in(self, names: frozenset[str]) -> bool:
        if any(text in names for text in self.texts):
            return True
        return bool(self.prefix) and any(name.startswith(self.prefix) for name in names)


@dataclass(frozen=True)
class Typed:
    """An address as typed: its words in order, and the numbers found among them."""

    words: tuple[Word, ...]
    numbers: tuple[str, ...]  # « 12bis »; those of a name (« 8 mai ») included


def full(word: str) -> str:
    """A normalised word without its abbreviation."""
    return ABBREVIATIONS.get(word, word)


def name_words(text: str) -> tuple[str, ...]:
    """The words that tell a street or a commune from others, in order, repeats left out."""
    found = dict.fromkeys(full(word) for word in words(text))
    return tuple(word for word in found if word not in SILENT) or tuple(found)


def town_words(commune: str, former_commune: str, postal_code: str) -> tuple[str, ...]:
    """The words of a street's commune, of what it was before, and its postal code."""
    return name_words(f"{commune} {former_commune} {postal_code}")


def repeat(text: str) -> str:
    """What follows a number, as kept: « Bis » → « bis », « B 2 » → « b2 »."""
    return "".join(words(text)) if text else ""


def typed(text: str, *, finished: bool) -> Typed:
    """Read an address; not `finished`: its last word may be the beginning of one."""
    numbers: list[str] = []
    found: list[Word] = []
    read = words(text[:MOST_LETTERS])[:MOST_WORDS]
    at = 0
    while at < len(read):
        taken, number = _number(read, at)
        if number:
            numbers.append(number)
        else:
            is_last = at == len(read) - 1 and not finished
            found += _word(read[at], is_last)
        at += taken
    return Typed(_with_type(list(dict.fromkeys(found))), tuple(numbers))


def _with_type(found: list[Word]) -> tuple[Word, ...]:
    """The first sort of street is taken as such; an abbreviation, once it is finished."""
    for at, word in enumerate(found):
        if word.texts[0] in TYPES and word.prefix in ("", word.texts[0]):
            found[at] = replace(word, is_type=True)
            break
    return tuple(found)


def begins_address(text: str) -> bool:
    """The first word is a number or a sort of street."""
    first = next(iter(words(text)), "")
    return bool(_NUMBER.fullmatch(first)) or full(first) in TYPES


def _number(read: list[str], at: int) -> tuple[int, str]:
    """(words taken, « 12bis » or "")."""
    number = _NUMBER.fullmatch(read[at])
    if not number:
        return 1, ""
    following = read[at + 1] if at + 1 < len(read) else ""
    is_letter = len(following) == 1 and following.isalpha() and following not in NOT_REPEATS
    if not number[2] and (following in REPEATS or is_letter):
        return 2, read[at] + following
    return 1, read[at]


def _word(word: str, is_last: bool) -> list[Word]:
    """The word, or nothing when it tells no street from another, as the first letter of one."""
    if word in SILENT or (is_last and len(word) == 1):
        return []
    whole = full(word)
    if not is_last:
        return [Word((whole,))]
    return [Word((word if whole in COMMON_TYPES else whole,), word)]
