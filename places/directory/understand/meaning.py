"""From the phrases of a text to the needs it asks for, the best first."""

from dataclasses import dataclass
from itertools import islice

from .evidence import LEAST, best_first, proposed
from .lexicon import Lexicon
from .path import LOOSE, UNREAD, Segment
from .phrasebook import NEED, PLACE
from .speech import EMPTY, FAR, concept, is_other

# More evidence, for each word of a phrase, for a need that no phrase means: it is meant.
ELSEWHERE = 2.0
MOST_NEEDS = 3  # that one phrase proposes
BESIDE_OTHERS = 1.5  # more evidence, to guess beside words of other matters
OTHER_SPELLINGS = 3  # of a word that no phrase holds
# « par internet », « sur mon téléphone » : by what means, not what for, beside another need.
_MEANS = frozenset(
    map(concept, "internet ligne ordinateur telephone tablette application site".split())
)
# Beside a need of its own, how one gets to it: asked after.
_TOOLS = _MEANS | frozenset(
    map(
        concept,
        "connecter acceder sms mail numero code compte document bloquer informatique".split(),
    )
)
# What is to be done, whatever the paper is about: asked first.
_ACTS = frozenset(map(concept, "imprimer scanner photocopier reparer recharger traduire".split()))
# What the weight of a phrase is made of, beside the evidence of each of its words: that of the
# whole text, more for each word beyond one, more for an act, less for a tool.
BESIDE, LONG, BEFORE, AFTER = 0.6, 1.0, 4.0, 3.0
_BY = frozenset("sur par avec depuis via de en mon ma mes le la l un une d".split())


@dataclass(frozen=True)
class Asked:
    """Some segments that together ask for one of some needs."""

    segments: tuple[Segment, ...]
    codes: tuple[str, ...]  # the likeliest first
    weight: float = 0.0  # evidence for the likeliest


def needs_asked(path: list[Segment], typed: list[str], lexicon: Lexicon) -> list[Asked]:
    """What is asked for, in the order of the text."""
    phrases = [segment for segment in path if segment.what == NEED]
    if len(phrases) > 1:
        phrases = [p for p in phrases if not _is_means(p, typed)] or phrases
    loose = [s for s in path if s.what == LOOSE and any(_full(s, lexicon))]
    told = [segment for segment in path if segment in phrases or segment in loose]
    concepts = [one for segment in told for one in _full(segment, lexicon)]
    scores = lexicon.evidence.scores(concepts)
    if not phrases:
        return _guessed(path, loose, scores)
    meant = {code for phrase in phrases for code in phrase.values(NEED)}
    if _is_elsewhere(phrases, meant, scores):
        codes = dict.fromkeys([*proposed(scores), *(c for c in best_first(scores) if c in meant)])
        return [Asked(tuple(told), tuple(codes)[:MOST_NEEDS], max(scores.values()))]
    return [_of_phrase(phrase, scores, lexicon) for phrase in phrases]


def also_meant(
    path: list[Segment], typed: list[str], needs: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, ...]:
    """Other needs to offer, so that there are MOST_NEEDS in all: what all the words speak for,
    read in other ways too; then what is next to the best need, the words of its terms say."""
    evidence = lexicon.evidence
    concepts = [one for part in path if part.what != PLACE for one in _full(part, lexicon)]
    for word in typed:
        if not lexicon.is_term(word):
            concepts += (
                concept(one.word)
                for one in lexicon.speller.candidates(word)[:OTHER_SPELLINGS]
                if one.word not in EMPTY
            )
    scores = evidence.scores(concepts)
    codes = [code for code in best_first(scores) if scores[code] > 0]
    best = needs[:1] or codes[:1]
    near = evidence.near(best[0])[:MOST_NEEDS] if best else ()
    others = (code for code in dict.fromkeys([*codes, *near]) if code not in needs)
    return tuple(islice(others, max(MOST_NEEDS - len(needs), 0)))


def _guessed(path: list[Segment], loose: list[Segment], scores: dict[str, float]) -> list[Asked]:
    """Without a phrase, the words together must say enough; more, beside a word of another
    life: « acheter des fleurs », « horaire de la piscine »."""
    codes = proposed(scores)
    least = LEAST + BESIDE_OTHERS * any(_is_far(part) for part in path)
    if not codes or scores[codes[0]] < least or all(_is_far(part) for part in loose):
        return []
    return [Asked(tuple(loose), codes, scores[codes[0]])]


def _is_far(part: Segment) -> bool:
    return not FAR.isdisjoint(part.words) or (
        part.what == UNREAD and any(map(is_other, part.words))
    )


def _is_elsewhere(phrases: list[Segment], meant: set[str], scores: dict[str, float]) -> bool:
    """The words together speak for a need that none of the phrases means; the longer the phrase,
    the more they must say."""
    best = best_first(scores)[:1]
    if not best or best[0] in meant or not proposed(scores):
        return False
    least = max(
        scores.get(code, 0.0) + ELSEWHERE * max(_length(phrase), 1)
        for phrase in phrases
        for code in phrase.values(NEED)
    )
    return scores[best[0]] >= least


def _length(phrase: Segment) -> int:
    """Its words that say something."""
    return sum(word not in EMPTY for word in phrase.words)


def _of_phrase(phrase: Segment, scores: dict[str, float], lexicon: Lexicon) -> Asked:
    """The needs a phrase means, the likeliest in this text first."""
    codes = sorted(phrase.values(NEED), key=lambda code: -scores.get(code, 0.0))[:MOST_NEEDS]
    full = _full(phrase, lexicon)
    own = lexicon.evidence.scores(full)
    weight = own.get(codes[0], 0.0) / max(len(full), 1) + BESIDE * scores.get(codes[0], 0.0)
    weight += (
        LONG * (max(_length(phrase), 1) - 1)
        + BEFORE * (not _ACTS.isdisjoint(full))
        - AFTER * _TOOLS.issuperset(full)
    )
    return Asked((phrase,), tuple(codes), weight)


def _is_means(phrase: Segment, typed: list[str]) -> bool:
    full = [concept(word) for word in phrase.words if word not in EMPTY]
    before = typed[phrase.start - 1] if phrase.start else ""
    return len(full) == 1 and full[0] in _MEANS and before in _BY


def _full(segment: Segment, lexicon: Lexicon) -> list[str]:
    """The concepts of a segment that some term holds."""
    concepts = [concept(word) for word in segment.words if word not in EMPTY]
    return [one for one in concepts if one in lexicon.evidence]
