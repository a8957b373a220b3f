"""How often a file of queries is understood as expected, with and without typing errors."""

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_lowercase

from ...text import normalise
from .lexicon import Lexicon
from .phrasebook import CONSTRAINT
from .reading import Understood, understand

LONG_WORD = 5  # letters from which a word gets its typing error
TONIGHT = "ce-soir"


@dataclass(frozen=True)
class Score:
    count: int
    at_one: float  # share of the queries whose first answers are the expected ones
    at_three: float  # … within the first three needs
    p95_ms: float
    missed: tuple[str, ...]  # queries not understood within three


def with_errors(query: str, chance: random.Random) -> str:
    """The query with one random error in each word of LONG_WORD letters or more."""
    return " ".join(
        _misspelled(word, chance) if len(word) >= LONG_WORD else word for word in query.split()
    )


def measure(rows: Iterable[dict], lexicon: Lexicon, seed: int | None = None) -> Score:
    """Score rows of the columns query, needs, place, kinds, constraints, nothing.

    `seed`: typing errors are added, always the same for a seed. Rows that expect nothing
    particular (the name of a place) are left out.
    """
    chance = random.Random(seed)
    found, times, missed = [], [], []
    for row in rows:
        query = row["query"] if seed is None else with_errors(row["query"], chance)
        started = time.perf_counter()
        understood = understand(query, lexicon)
        times.append((time.perf_counter() - started) * 1000)
        if not any(row[column] for column in EXPECTED):
            continue
        found.append((_is_met(row, understood, 1), _is_met(row, understood, 3)))
        if not found[-1][1]:
            missed.append(query)
    count = len(found)
    return Score(
        count,
        sum(one for one, _ in found) / count,
        sum(three for _, three in found) / count,
        sorted(times)[int(len(times) * 0.95)],
        tuple(missed),
    )


EXPECTED = ("needs", "place", "kinds", "constraints", "nothing")


def _is_met(row: dict, understood: Understood, within: int) -> bool:
    offered = (*understood.needs, *understood.others)
    checks = {
        "needs": lambda text: _needs_met(text.split("|"), offered, within),
        "place": lambda text: _same_place(text, understood.place),
        "kinds": lambda text: bool(set(text.split("|")) & set(understood.kinds)),
        "constraints": lambda text: set(text.split("|")) <= _constraints(understood),
        "nothing": lambda text: (
            not (
                understood.needs or understood.kinds or understood.place or _constraints(understood)
            )
        ),
    }
    return all(check(row[column]) for column, check in checks.items() if row[column])


def _needs_met(expected: list[str], found: tuple[str, ...], within: int) -> bool:
    required = [code[:-1] for code in expected if code.endswith("!")]
    if required:
        return set(required) <= set(found[: len(required) + within])
    return any(code in expected for code in found[:within])


def _same_place(expected: str, found: str) -> bool:
    one, other = normalise(expected), normalise(found)
    return bool(other) and (one in other or other in one)


def _constraints(understood: Understood) -> set[str]:
    """As the files write them: « gratuit », « samedi », « soir », « langue:ar »."""
    said = set()
    for group, value in understood.values(CONSTRAINT):
        if group == "ouvert":
            said.add("soir" if value == TONIGHT else value)
        else:
            said.add(group if value == "1" else f"{group}:{value}")
    return said


def _misspelled(word: str, chance: random.Random) -> str:
    """One letter lost, doubled, swapped with the next, or replaced; never the first."""
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(ascii_lowercase) + word[at + 1 :],
        ]
    )
