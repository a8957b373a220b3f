"""Charts of the état des lieux: SVG drawn on the server by leather.

leather writes presentation attributes alone, no script and no style, so that the picture may stand
inside a page under the site's content policy, and is printed with it. The table beside a chart is
its equal in words: the chart says its title and what it shows.
"""

import re
from functools import lru_cache

import leather
from leather import theme

from ..diagnosis.landscape import Table

MOST_BARS = 20
WIDTH, BAR_PX, FRAME_PX = 720, 26, 110
COLOUR = "#0b4a6f"  # the site's blue
LONGEST_LABEL = 34
_FONT = "system-ui, sans-serif"
_CLASS = re.compile(r' class="[^"]*"')  # « bottom » is a class of the site's own pages
_LONG_NUMBER = re.compile(r"(\d\.\d)\d+(?=[\" )])")  # a tenth of a pixel is enough

theme.background_color = "#ffffff"
theme.label_color = "#1b2430"
theme.tick_font_family = _FONT
theme.tick_color = "#c9d1da"


@lru_cache(maxsize=64)
def bars(table: Table) -> str:
    """The column that the table wants drawn as horizontal bars, in SVG; "" with nothing to draw."""
    shown = _shown(table)
    if not any(value for _, value in shown):
        return ""
    chart = leather.Chart()
    named = [(value, name) for name, value in shown]
    chart.add_bars(named, fill_color=COLOUR)
    height = FRAME_PX + BAR_PX * len(shown)
    drawn = chart.to_svg(width=WIDTH, height=height)
    inside = drawn[drawn.index(">", drawn.index("<svg")) + 1 :]
    inside = _CLASS.sub("", _LONG_NUMBER.sub(r"\1", inside))
    return _FRAME.format(
        code=table.code,
        width=WIDTH,
        height=height,
        title=_escaped(_title(table)),
        said=_escaped(_said(table, shown)),
        inside=inside,
    )


def alternative(table: Table) -> str:
    """What the chart of a table says, for who does not see it; "" with nothing to draw."""
    shown = _shown(table)
    return f"{_title(table)}. {_said(table, shown)}" if shown else ""


def _title(table: Table) -> str:
    return f"{table.title} : {table.columns[table.chart].name.lower()}"


_FRAME = (
    '<svg class="chart" role="img" aria-labelledby="g-{code}-t g-{code}-d" '
    'viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">'
    '<title id="g-{code}-t">{title}</title><desc id="g-{code}-d">{said}</desc>{inside}'
)


def _shown(table: Table) -> list[tuple[str, float]]:
    """The first rows, under names short enough to be drawn, all different."""
    if table.chart is None:
        return []
    shown: dict[str, float] = {}
    for row in table.body:
        value = row.cells[table.chart]
        name = row.label
        if len(name) > LONGEST_LABEL:
            name = f"{name[: LONGEST_LABEL - 1].rstrip()}…"
        if isinstance(value, int | float) and name not in shown and len(shown) < MOST_BARS:
            shown[name] = value
    return list(shown.items())


def _said(table: Table, shown: list[tuple[str, float]]) -> str:
    most, least = max(shown, key=lambda one: one[1]), min(shown, key=lambda one: one[1])
    part = f" Les {len(shown)} premières lignes." if len(shown) < len(table.body) else ""
    return (
        f"Barres.{part} Le plus : {most[0]}, {_number(most[1])}. "
        f"Le moins : {least[0]}, {_number(least[1])}. Tous les nombres sont dans le tableau."
    )


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
