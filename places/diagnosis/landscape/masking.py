"""What else stays hidden, so that nobody computes a hidden number from the others.

Secondary suppression, as statistical offices do it: a number from 1 to FEWEST - 1 is hidden, and
so are its smallest neighbours while the hidden ones could be told from a total that is shown.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from .suppression import FEWEST, suppressed

HIDDEN = "non montré"
RULE = (
    f"Un nombre de 1 à {FEWEST - 1} n’est pas montré, ni ceux qui permettraient de le calculer : "
    f"« {HIDDEN} »."
)


def is_small(count: int) -> bool:
    return 0 < count < FEWEST


def hidden_parts(counts: Sequence[int]) -> frozenset[int]:
    """The places in `counts` of those that stay hidden when their sum is shown."""
    hidden = {at for at, count in enumerate(counts) if is_small(count)}
    return frozenset(_widened(hidden, counts, lambda chosen: _is_told(counts, chosen)))


def masked(counts: Sequence[int]) -> list[int | str]:
    """The parts of a sum that is shown: zero is told, a hidden one is said to be so."""
    hidden = hidden_parts(counts)
    all_small = all(is_small(counts[at]) for at in hidden)
    return [
        (suppressed(count) if all_small else HIDDEN) if at in hidden else count
        for at, count in enumerate(counts)
    ]


def masked_pairs(rows: Sequence[tuple[int, int]]) -> list[tuple[int | str, int | str]]:
    """(whole, part) of each row, when the sums of both columns are shown.

    The part is hidden with its whole, and also when it or what it leaves of the whole is small.
    """
    wholes = [whole for whole, _ in rows]
    parts = [part for _, part in rows]
    lefts = [whole - part for whole, part in rows]
    small = {at for at in range(len(rows)) if is_small(parts[at]) or is_small(lefts[at])}

    def is_told(chosen: set[int]) -> bool:
        sums = [sum(column[at] for at in chosen) for column in (parts, lefts)]
        return len(chosen) == 1 or any(is_small(one) for one in sums)

    hidden = _widened(small | hidden_parts(wholes), wholes, is_told)
    return [
        (whole, HIDDEN if at in hidden else parts[at]) for at, whole in enumerate(masked(wholes))
    ]


def hidden_cells(cells: Mapping[tuple[Hashable, Hashable], int]) -> frozenset:
    """The keys of the cells of a table with two sides that stay hidden, when the sum of each of
    its lines, on either side, may be known."""
    hidden = {key for key, count in cells.items() if is_small(count)}
    lines = [
        [key for key in cells if key[side] == value]
        for side in (0, 1)
        for value in dict.fromkeys(key[side] for key in cells)
    ]
    before = -1
    while before != len(hidden):
        before = len(hidden)
        for line in lines:
            counts = [cells[key] for key in line]
            inside = {at for at, key in enumerate(line) if key in hidden}
            widened = _widened(inside, counts, lambda chosen, c=counts: _is_told(c, chosen))
            hidden |= {line[at] for at in widened}
    return frozenset(hidden)


def _is_told(counts: Sequence[int], hidden: Iterable[int]) -> bool:
    """Whether their sum alone tells a hidden count: one alone, too few, all 1 or all the most."""
    values = [counts[at] for at in hidden]
    whole = sum(values)
    ends = (len(values), (FEWEST - 1) * len(values))
    return bool(values) and (len(values) == 1 or whole < FEWEST or whole in ends)


def _widened(hidden: set[int], counts: Sequence[int], is_told) -> set[int]:
    """With the smallest of the others, one after the other, while `is_told(hidden)`; zeros come
    last: hidden too, they leave the others unknown."""
    others = sorted(set(range(len(counts))) - hidden, key=lambda at: (not counts[at], counts[at]))
    chosen = set(hidden)
    while others and is_told(chosen):
        chosen.add(others.pop(0))
    return chosen
