"""A sketch of the way: two points, a straight line, the north up and a scale. It is no map."""

import math
from dataclasses import dataclass

from ...geo import Position, distance_m

WIDTH, HEIGHT, MARGIN = 480, 300, 56
LEAST_M = 30  # closer, there is nothing to draw
METRES_A_DEGREE = 111_195  # of latitude, on the sphere of `geo`
LONGEST_BAR = 150
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Point:
    """Pixels of the drawing, and where its word goes so that it stays inside."""

    x: int
    y: int
    text_y: int


@dataclass(frozen=True)
class Sketch:
    start: Point
    place: Point
    bar: int  # pixels
    bar_label: str  # « 200 m »
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def bar_end(self) -> int:
        return 20 + self.bar


def sketch(start: Position, place: Position) -> Sketch | None:
    """Both points at one scale, north up; None when they are almost the same."""
    if distance_m(start, place) < LEAST_M:
        return None
    middle = math.radians((start.latitude + place.latitude) / 2)
    east = (place.longitude - start.longitude) * METRES_A_DEGREE * math.cos(middle)
    north = (place.latitude - start.latitude) * METRES_A_DEGREE
    inner_width, inner_height = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    scale = min(inner_width / max(abs(east), 1), inner_height / max(abs(north), 1))
    half_x, half_y = east * scale / 2, -north * scale / 2
    bar_m = _round_length(LONGEST_BAR / scale)
    return Sketch(
        start=_point(WIDTH / 2 - half_x, HEIGHT / 2 - half_y, above=half_y > 0),
        place=_point(WIDTH / 2 + half_x, HEIGHT / 2 + half_y, above=half_y <= 0),
        bar=round(bar_m * scale),
        bar_label=f"{bar_m} m" if bar_m < 1000 else f"{bar_m // 1000} km",
    )


def _point(x: float, y: float, *, above: bool) -> Point:
    return Point(round(x), round(y), round(y - 16 if above else y + 30))


def _round_length(most_m: float) -> int:
    """The longest of 1, 2, 5, 10, 20, 50… metres that fits."""
    power = 10 ** max(0, math.floor(math.log10(max(most_m, 1))))
    return max(step * power for step in STEPS if step * power <= max(most_m, 1))
