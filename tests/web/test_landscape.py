"""The public état des lieux: the page and its files say the same figures, and name nobody."""

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.db import OperationalError
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from places.actions.recording import act
from places.diagnosis.landscape import landscape
from places.directory import load
from places.interop.landscape_tables import workbook
from places.models import Actor, Contact

SECRET = ("Ouarda Benali", "ouarda@perso.example", "0612345678")
PAGE = "/etat-des-lieux/"


@pytest.fixture
def network(town, author, make_site):
    """The three places of the town, one whose name a spreadsheet would compute, a contact."""
    with act(author, "essai"):
        actor = Actor.objects.create(name="Les Amis")
        Contact.objects.create(
            actor=actor, name=SECRET[0], email=SECRET[1], phone=SECRET[2], notes=SECRET[0]
        )
    make_site("=1+1", kinds=["association"], actor=actor)
    load.forget()


@pytest.fixture
def found(network):
    return landscape(load.current().directory, timezone.now())


def test_page_is_public_and_asks_two_queries_once_computed(
    found, client, django_assert_max_num_queries
):
    """The version of the directory, and which months are kept."""
    with django_assert_max_num_queries(2):
        assert client.get(PAGE).status_code == 200


def test_page_shows_each_figure_with_its_definition_and_each_table(found, html):
    page = html(PAGE)
    for figure in found.figures:
        assert figure.name in page and figure.definition in page
    for table in found.tables:
        assert f'id="c-{table.code}"' in page
        assert f"{PAGE}{table.code}.csv" in page


def test_chart_has_a_title_and_obeys_the_content_policy(found, html):
    page = html(PAGE)
    charts = [part.split("</svg>")[0] for part in page.split('<svg class="chart"')[1:]]
    assert len(charts) >= 6
    for inside in charts:
        chart = ElementTree.fromstring(f"<svg {inside}</svg>")
        names = [one.tag.split("}")[-1] for one in chart.iter()]
        assert chart.get("role") == "img"
        assert names[1:3] == ["title", "desc"]
        assert not [one for one in list(chart.iter())[1:] if one.get("class")]
        assert not {"script", "style"} & set(names)
        assert not [one for one in chart.iter() if one.get("style") or one.get("onclick")]


def test_workbook_holds_every_figure_and_table(found, client):
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}tableaux.xlsx").content))
    tables = {table.code: table for table in found.tables}
    assert book.sheetnames == ["chiffres", *tables, "definitions"]
    figures = {row[0]: row[1] for row in book["chiffres"].iter_rows(min_row=2, values_only=True)}
    assert figures == {
        one.name: "non connu" if one.value is None else one.value for one in found.figures
    }
    for code, table in tables.items():
        sheet = book[code]
        assert sheet.freeze_panes == "B2"
        rows = [
            tuple("non connu" if cell is None else cell for cell in (row.label, *row.cells))
            for row in table.rows
        ]
        assert list(sheet.iter_rows(min_row=2, values_only=True)) == rows
    told = {row[0] for row in book["definitions"].iter_rows(min_row=2, values_only=True)}
    assert told == set(tables)


def test_workbook_says_that_values_are_examples(found):
    book = load_workbook(io.BytesIO(workbook(replace(found, examples=2))))
    first = next(book["definitions"].iter_rows(min_row=2, values_only=True))
    assert "2 fiches portent des valeurs d’exemple" in first[2]


def test_spreadsheets_compute_nothing_of_what_a_place_is_called(found, client):
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}tableaux.xlsx").content))
    named = [cell for row in book["actions-privees"].iter_rows() for cell in row]
    (cell,) = [cell for cell in named if cell.value == "=1+1"]
    assert cell.data_type == "s"
    text = client.get(f"{PAGE}actions-privees.csv").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")][1] == "'=1+1"


def test_document_holds_the_figures_and_repeats_its_headers(found, client):
    document = Document(io.BytesIO(client.get(f"{PAGE}document.docx").content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == ["En bref", "Les chiffres", *(one.title for one in found.sections)]
    figures, *tables = document.tables
    assert [row.cells[0].text for row in figures.rows[1:]] == [one.name for one in found.figures]
    assert [row.cells[2].text for row in figures.rows[1:]] == [
        str(one.numerator) for one in found.figures
    ]
    for table in (figures, *tables):
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    kinds = next(one for one in tables if one.rows[0].cells[0].text == "Nature")
    assert [(row.cells[0].text, row.cells[1].text) for row in kinds.rows[1:]] == [
        (row.label, str(row.cells[0])) for row in found.table("natures").rows
    ]


def test_pdf_is_served_with_its_date(found, client):
    response = client.get(f"{PAGE}document.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert f"etat-des-lieux-{found.day}.pdf" in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")


def test_csv_of_an_unknown_table_is_absent(network, client):
    assert client.get(f"{PAGE}rien.csv").status_code == 404


def test_no_file_holds_a_contact_nor_a_note(found, client):
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}tableaux.xlsx").content))
    document = Document(io.BytesIO(client.get(f"{PAGE}document.docx").content))
    said = [
        client.get(PAGE).content.decode(),
        *(client.get(f"{PAGE}{one.code}.csv").content.decode() for one in found.tables),
        *(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row),
        *(one.text for one in document.paragraphs),
        *(cell.text for one in document.tables for row in one.rows for cell in row.cells),
    ]
    everything = "\n".join(said)
    assert "Comité de l’Épeule" in everything
    for secret in (*SECRET, "Benali", "612345678", "camille"):
        assert secret not in everything


def test_page_without_its_database_says_so(network, client, monkeypatch):
    def away(*args):
        raise OperationalError

    monkeypatch.setattr("places.diagnosis.landscape.compute.labels", away)
    assert client.get(PAGE).status_code == 503
