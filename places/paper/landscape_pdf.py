"""The état des lieux as a PDF that a screen reader reads: Typst, checked as PDF/UA-1.

The texts reach the template as JSON: what a place is called is never read as markup. Only the
fonts that come with Typst are used, so that the same figures give the same document everywhere.
"""

import re
from pathlib import Path

import msgspec
import typst
from django.conf import settings

from ..diagnosis.landscape import Cell, Figure, Landscape, Table
from ..diagnosis.landscape.wording import said_cell, said_date, said_examples, said_figure
from ..text import writable
from .charts import alternative, bars
from .landscape_words import MOST_ROWS, said_elsewhere

TEMPLATE = Path(__file__).with_name("landscape.typ")
STANDARD = "ua-1"
MOST_UPRIGHT = 8  # columns of a page held upright
MOST_COLUMNS = 24  # of a page held sideways
UNWRITABLE = "▯"
LONG_TEXT = 160  # letters of a cell that deserves most of the width
WIDE_SHARE, NARROW_SHARE = 90, 40  # letters
MOST_REPLACED = 40  # different characters that no font of Typst draws
CHART_FONT = "Libertinus Serif"

_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_FONT = re.compile(r'font-family="[^"]*"')
# Scripts that no font of Typst draws, refused one by one otherwise: from the Chinese radicals on,
# Arabic presentation forms aside.
_FAR = re.compile("[\u2e80-\ufb4f\ufe00-\ufe6f\uff00-\uffef\U00010000-\U0010ffff]")


def pdf(found: Landscape) -> bytes:
    """The whole document. Raises typst.TypstError when it would not be PDF/UA-1."""
    data = _FAR.sub(UNWRITABLE, msgspec.json.encode(_data(found)).decode())
    for _ in range(MOST_REPLACED):
        try:
            return _compiled(data)
        except typst.TypstError as error:
            undrawn = _UNDRAWN.search(str(error))
            if not undrawn:
                raise
            for character in set(undrawn[1]):
                data = data.replace(character, UNWRITABLE)
    return _compiled(data)


def _compiled(data: str) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=[STANDARD],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )


def _data(found: Landscape) -> dict:
    return {
        "title": f"État des lieux, {settings.TOWN_NAME}",
        "author": settings.SITE_NAME,
        "date": {"year": found.day.year, "month": found.day.month, "day": found.day.day},
        "dated": said_date(found),
        "notice": said_examples(found),
        "footer": f"État des lieux, {settings.TOWN_NAME}, {found.day:%d/%m/%Y}",
        "figures": [_figure(one) for one in found.figures],
        "sections": [
            {
                "title": writable(section.title),
                "said": writable(section.said),
                "tables": [_table(one) for one in section.tables],
            }
            for section in found.sections
        ],
    }


def _figure(figure: Figure) -> dict:
    value, out_of = said_figure(figure)
    return {
        "name": writable(figure.name),
        "value": writable(value),
        "out_of": writable(out_of),
        "definition": writable(figure.definition),
    }


def _table(table: Table) -> dict:
    chart = bars(table)
    rows = table.rows[:MOST_ROWS] if len(table.columns) <= MOST_COLUMNS else ()
    units = [column.unit for column in table.columns]
    shown = [
        [_cell(row.label, strong=True)]
        + [
            _cell(said_cell(held, unit), is_number=_is_number(held), strong=row.is_total)
            for held, unit in zip(row.cells, units, strict=True)
        ]
        for row in rows
    ]
    header = [writable(name) for name in (table.first, *(one.name for one in table.columns))]
    return {
        "title": writable(table.title),
        "denominator": writable(table.denominator),
        "definition": writable(_definition(table)),
        "header": header,
        "rows": shown,
        "numbers": [any(row[at]["number"] for row in shown) for at in range(len(header))],
        "widths": _widths(header, shown),
        "wide": len(table.columns) > MOST_UPRIGHT and bool(rows),
        "elsewhere": said_elsewhere(table, MOST_COLUMNS),
        "chart": _FONT.sub(f'font-family="{CHART_FONT}"', chart) if chart else None,
        "alt": alternative(table) if chart else "",
    }


def _cell(text: str, *, is_number: bool = False, strong: bool = False) -> dict:
    return {"text": writable(text), "number": is_number, "strong": strong}


def _is_number(held: Cell) -> bool:
    return not isinstance(held, str)


def _widths(header: list[str], rows: list[list[dict]]) -> list[float]:
    """Shares of the width of the page: by the longest text of each column, within reason."""
    widths = []
    for column, name in enumerate(header):
        longest = max([len(row[column]["text"]) for row in rows], default=0)
        fair = WIDE_SHARE if longest > LONG_TEXT else NARROW_SHARE
        widths.append(float(min(max(longest, len(name) * 0.8, 6), fair)))
    return widths


def _definition(table: Table) -> str:
    """What the table counts, then its columns."""
    told = [f"{one.name} : {one.definition}" for one in table.columns if one.definition]
    return " ".join([table.definition, *(one for one in told if one not in table.definition)])
