"""What may be counted of a search without telling who searched: a need, a quartier, how many
places, what left none; and the words nobody's vocabulary holds. Pure, no database."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ..text import STOP_WORDS, words
from . import bits
from .facets import DISTRICT, GROUPS, KIND, NEED, OPENING, Key
from .search import TEXT, Answer, Relaxation
from .understand import Part
from .understand.phrasebook import CONSTRAINT
from .understand.phrasebook import KIND as KIND_PART
from .understand.phrasebook import NEED as NEED_PART
from .understand.phrases import STREETS
from .understand.reading import WORDS
from .where import Located, nearest_district

MOST_RESULTS = 3  # « three or more »
MOST_NEEDS, MOST_CAUSES = 4, 4

# A longer text tells a story; six digits may be a date of birth, a telephone or a file number.
LONGEST_TEXT = 100
_MANY_DIGITS = re.compile(r"\d(?:[\s./_()-]*\d){5,}")
MOST_WORDS, LEAST_LETTERS = 5, 3  # of unknown words side by side
NAMING = frozenset("mme madame mr monsieur mlle mademoiselle appelle nomme".split())


class Demand(NamedTuple):
    """One thing asked once. Equal demands add up: nothing else is known of them."""

    need: str = ""  # code
    kind: str = ""  # of place, when no need was asked
    district: str = ""  # slug
    results: int = 0  # places found, MOST_RESULTS at most
    emptied_by: str = ""  # « gratuit:1 ouvert:soir »: the choices that left no place
    nothing_understood: bool = False
    is_extra: bool = False  # another need of a search counted already


def demands_of(answer: Answer, district: str) -> list[Demand]:
    """One demand for each need asked; one alone for a search without a need."""
    needs = _needs(answer)[:MOST_NEEDS]
    causes = [] if answer.total else _causes(answer)
    demand = Demand(
        kind="" if needs else _kind(answer),
        district=district,
        results=min(answer.total, MOST_RESULTS),
        nothing_understood=answer.understood.is_nothing,
    )
    if not needs:
        return [demand._replace(emptied_by=_said(causes, (KIND, demand.kind)))]
    return [
        demand._replace(need=need, emptied_by=_said(causes, (NEED, need)), is_extra=at > 0)
        for at, need in enumerate(needs)
    ]


def district_of(answer: Answer, located: Located | None) -> str:
    """Slug of the quartier a search is about: chosen, named, or for a true point the one whose
    centre is the nearest; "" when none is sure enough."""
    chosen = answer.query.chosen.get(DISTRICT, frozenset())
    if len(chosen) == 1:
        return next(iter(chosen))
    if chosen or located is None or located.position is None:
        return ""
    if not located.is_estimate:
        return nearest_district(located.position, answer.directory)
    districts = answer.directory.lists.districts
    return next((one.slug for one in districts if one.name == located.label), "")


def unknown_texts(answer: Answer) -> tuple[str, ...]:
    """Words side by side that mean nothing here, normalised; none of a text that could tell who
    typed it (a number, an e-mail address, a long story)."""
    text = answer.understood.text
    if may_be_personal(text):
        return ()
    unknown = _unknown_words(answer)
    runs = (" ".join(run) for run in _runs(words(text), unknown) if _is_worth_keeping(run))
    return tuple(dict.fromkeys(runs))


def may_be_personal(text: str) -> bool:
    """Long, with an e-mail address, or with six digits in a row (blanks and dots aside)."""
    plain = unicodedata.normalize("NFKC", text)
    return len(plain) > LONGEST_TEXT or "@" in plain or bool(_MANY_DIGITS.search(plain))


def _needs(answer: Answer) -> list[str]:
    """Codes: the likeliest need of each part of the text, then those chosen."""
    said = [part.values[0] for part in answer.understood.parts if part.what == NEED_PART]
    return list(dict.fromkeys([*said, *_chosen(answer, NEED)]))


def _kind(answer: Answer) -> str:
    return next(iter([*answer.understood.kinds, *_chosen(answer, KIND)]), "")


def _causes(answer: Answer) -> list[Key]:
    """Which choices left no place: each one without which there would be some; failing that,
    when places do serve the needs, all of them together."""
    alone = [key for relaxation in answer.relaxations for key in _keys(relaxation, answer)]
    if alone or answer.relaxations or not _is_served(answer):
        return alone
    return [*_asked_in_text(answer), *_asked_beside(answer)]


def _is_served(answer: Answer) -> bool:
    """Some place, anywhere, may serve all the needs asked (at least one)."""
    needs, found = _needs(answer), answer.directory.alive_bits
    for need in needs:
        found = found & answer.directory.keys.get((NEED, need))
    return bool(needs) and bits.count(found) > 0


def _keys(relaxation: Relaxation, answer: Answer) -> Iterator[Key]:
    group, value = relaxation.group, relaxation.value
    if group == TEXT:
        for part in answer.understood.parts:
            if part.typed == value:
                yield from _keys_of_part(part)
    elif group not in (*GROUPS, OPENING):
        yield group, ""  # where and when are told without their values
    else:
        yield from ((group, one) for one in ([value] if value else _chosen(answer, group)))


def _keys_of_part(part: Part) -> list[Key]:
    if part.what == CONSTRAINT:
        return list(part.values)
    group = {NEED_PART: NEED, KIND_PART: KIND}.get(part.what)
    return [(group, part.values[0])] if group else [(TEXT, "")]


def _asked_in_text(answer: Answer) -> list[Key]:
    constraints = (part for part in answer.understood.parts if part.what == CONSTRAINT)
    return [key for part in constraints for key in part.values]


def _asked_beside(answer: Answer) -> list[Key]:
    groups = (group for group in answer.query.chosen if group != NEED)
    return [(group, value) for group in groups for value in _chosen(answer, group)]


def _chosen(answer: Answer, group: str) -> list[str]:
    return sorted(answer.query.chosen.get(group, ()))


def _said(causes: list[Key], asked: Key) -> str:
    """Causes in one order, without the thing asked itself."""
    others = {cause for cause in causes if cause != asked}
    said = sorted(f"{group}:{value}" if value else group for group, value in others)
    return " ".join(said[:MOST_CAUSES])


def _unknown_words(answer: Answer) -> set[str]:
    """Words not understood, dropped, or looked for in the places and held by none."""
    index = answer.directory.words
    nowhere = (
        part.typed
        for part in answer.understood.parts
        if part.what == WORDS and not all(len(index.rows(stem)) for stem in part.stems)
    )
    said = (*answer.understood.ignored, *answer.dropped, *nowhere)
    found = {word for text in said for word in words(text) if not word.isdigit()}
    return found - STREETS


def _runs(typed: list[str], unknown: set[str]) -> Iterator[list[str]]:
    """Unknown words side by side, with the small words between them (« cheque d energie »); not
    those that follow « rue » or « Mme »: where somebody lives, who somebody is."""
    run: list[str] = []
    before = ""  # the last word that says something, ahead of the run
    for word in [*typed, ""]:
        if word in unknown or (run and word in STOP_WORDS):
            run.append(word)
            continue
        while run and run[-1] not in unknown:
            run.pop()
        if run and before not in STREETS | NAMING:
            yield run
        run = []
        before = before if word in STOP_WORDS else word


def _is_worth_keeping(run: list[str]) -> bool:
    """Some word of a few letters, not too many words, nobody named."""
    says = any(len(word) >= LEAST_LETTERS for word in run) and not NAMING & set(run)
    return says and len(run) <= MOST_WORDS and len(" ".join(run)) <= LONGEST_TEXT
