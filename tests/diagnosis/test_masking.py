"""Small numbers stay hidden, and cannot be computed from the sums that are shown."""

from itertools import product

import pytest

from places.diagnosis.landscape.masking import (
    HIDDEN,
    hidden_cells,
    hidden_parts,
    masked,
    masked_pairs,
)
from places.diagnosis.landscape.suppression import suppressed

FEW = "moins de 5"


@pytest.mark.parametrize(("count", "said"), [(None, None), (0, 0), (1, FEW), (4, FEW), (5, 5)])
def test_fewer_than_five_are_not_told(count, said):
    assert suppressed(count) == said


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 5, 0], [12, 5, 0]),
        ([12, 3, 2], [12, FEW, FEW]),  # 5 for two: 1 and 4, 2 and 3…
        ([12, 7, 3], [12, HIDDEN, HIDDEN]),  # 3 alone would be 22 − 19
        ([12, 7, 1, 1], [12, HIDDEN, HIDDEN, HIDDEN]),  # 2 for two is 1 and 1
        ([12, 7, 4, 4], [12, HIDDEN, HIDDEN, HIDDEN]),  # 8 for two is 4 and 4
        ([12, 3, 0], [HIDDEN, HIDDEN, 0]),
        ([3, 0], [HIDDEN, HIDDEN]),
    ],
)
def test_a_sum_tells_no_hidden_part(counts, shown):
    assert masked(counts) == shown


def test_whatever_the_parts_the_hidden_ones_have_two_readings():
    """Every list of three parts from 0 to 9: the sum and what is shown leave each hidden part at
    least two possible values (or everything is hidden)."""
    for counts in product(range(10), repeat=3):
        hidden = hidden_parts(counts)
        small = {at for at, count in enumerate(counts) if 0 < count < 5}
        assert small <= hidden
        if not hidden or len(hidden) == 3:
            continue
        total = sum(counts[at] for at in hidden)
        assert len(hidden) > 1 and total >= 5
        readings = [
            found
            for found in product(range(1, total + 1), repeat=len(hidden))
            if sum(found) == total
        ]
        for at in range(len(hidden)):
            assert len({found[at] for found in readings}) > 1


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([(20, 10), (30, 10)], [(20, 10), (30, 10)]),
        # 17 given and 3 not: neither; the other row would give it away
        ([(20, 3), (30, 10), (40, 20)], [(20, HIDDEN), (30, HIDDEN), (40, 20)]),
        ([(20, 17), (30, 10), (40, 20)], [(20, HIDDEN), (30, HIDDEN), (40, 20)]),
        ([(3, 3), (9, 9), (40, 20)], [(HIDDEN, HIDDEN), (HIDDEN, HIDDEN), (40, 20)]),
        ([(20, 0), (30, 10)], [(20, 0), (30, 10)]),
    ],
)
def test_a_part_is_hidden_with_what_it_leaves(rows, shown):
    assert masked_pairs(rows) == shown


def test_a_cell_is_told_by_neither_of_its_lines():
    cells = {("caf", "pile"): 3, ("caf", "alma"): 9, ("imprimer", "pile"): 8}
    cells |= {("imprimer", "alma"): 7, ("imprimer", "epeule"): 20}
    assert hidden_cells(cells) == {
        ("caf", "pile"),
        ("caf", "alma"),  # the rest of CAF
        ("imprimer", "pile"),  # the rest of Pile
        ("imprimer", "alma"),
    }
