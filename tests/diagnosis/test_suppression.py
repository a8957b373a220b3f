import pytest

from places.diagnosis.landscape.suppression import suppressed


@pytest.mark.parametrize(
    ("count", "told"),
    [(None, None), (0, 0), (1, "moins de 5"), (4, "moins de 5"), (5, 5), (1200, 1200)],
)
def test_a_number_of_one_to_four_is_not_told(count, told):
    assert suppressed(count) == told
