"""The état des lieux as a DOCX that a town completes and signs: python-docx.

Headings are headings, the first row of each table is its header, repeated on each page: a screen
reader finds its way, and so does a table of contents.
"""

import io

from django.conf import settings
from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from ..diagnosis.landscape import Figure, Landscape, Table
from ..diagnosis.landscape.wording import said_cell, said_date, said_examples
from ..text import writable
from .landscape_words import MOST_ROWS, said_elsewhere

MOST_COLUMNS = 8  # beyond, a table does not fit a page: the spreadsheet holds it


def document(found: Landscape) -> bytes:
    """The figures, then each section with its tables and what they count."""
    written = _blank(found)
    written.add_heading(f"État des lieux, {settings.TOWN_NAME}", level=0)
    written.add_paragraph(" ".join((said_date(found), said_examples(found))).strip())
    written.add_heading("En bref", level=1)
    for section in found.sections:
        written.add_paragraph(writable(f"{section.title} {section.said}"), style="List Bullet")
    written.add_heading("Les chiffres", level=1)
    header = ("Chiffre", "Valeur", "Nombre", "Sur", "Définition")
    _table(written, header, [_figure(one) for one in found.figures])
    for section in found.sections:
        written.add_heading(section.title, level=1)
        if section.said:
            written.add_paragraph(writable(section.said))
        for table in section.tables:
            _add(written, table)
    output = io.BytesIO()
    written.save(output)
    return output.getvalue()


def _blank(found: Landscape) -> Written:
    written = Document()
    written.core_properties.title = f"État des lieux, {settings.TOWN_NAME}"
    written.core_properties.author = ""
    written.core_properties.language = "fr-FR"
    written.core_properties.comments = ""
    normal = written.styles["Normal"]
    normal.font.size = Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(language)
    page = written.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.8)
    return written


def _figure(figure: Figure) -> tuple[str, ...]:
    value = said_cell(figure.value, figure.unit)
    numbers = (str(figure.numerator), str(figure.denominator))
    return (figure.name, value, *numbers, figure.definition)


def _add(written: Written, table: Table) -> None:
    written.add_heading(table.title, level=2)
    for text in (table.definition, table.denominator):
        if text:
            written.add_paragraph(writable(text))
    if elsewhere := said_elsewhere(table, MOST_COLUMNS):
        written.add_paragraph(elsewhere)
    if len(table.columns) > MOST_COLUMNS:
        return
    if not table.rows:
        written.add_paragraph("Rien à montrer.")
        return
    header = (table.first, *(one.name for one in table.columns))
    units = [one.unit for one in table.columns]
    lines = [
        (row.label, *(said_cell(cell, unit) for cell, unit in zip(row.cells, units, strict=True)))
        for row in table.rows[:MOST_ROWS]
    ]
    _table(written, header, lines)


def _table(written: Written, header: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    """Written row by row in the XML: python-docx looks for each cell among all those before it."""
    table = written.add_table(rows=1 + len(lines), cols=len(header), style="Table Grid")
    rows = table._tbl.tr_lst
    for row, line in zip(rows, (header, *lines), strict=True):
        for cell, text in zip(row.tc_lst, line, strict=True):
            run = cell.p_lst[0].add_r()
            run.text = writable(text)
            if row is rows[0]:
                run.get_or_add_rPr().append(OxmlElement("w:b"))
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    rows[0].get_or_add_trPr().append(repeated)
