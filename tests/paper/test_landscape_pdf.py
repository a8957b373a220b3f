"""The état des lieux on paper: a PDF that says all figures, and that a screen reader follows."""

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from places.diagnosis.landscape import Column, Figure, Landscape, Row, Section, Table
from places.paper.landscape_document import document
from places.paper.landscape_pdf import MOST_COLUMNS, UNWRITABLE, pdf
from places.paper.landscape_words import MOST_ROWS

PORTRAIT = 595


def table(*labels: str, columns: int = 1, value=3, **told) -> Table:
    rows = tuple(Row(label, (value,) * columns) for label in labels)
    named = tuple(Column(f"Colonne {at}") for at in range(1, columns + 1))
    told = {"title": "Lieux par nature", "definition": "Un lieu compte une fois."} | told
    return Table(code="natures", first="Nature", columns=named, rows=rows, **told)


def landscape(*tables: Table, examples: int = 0) -> Landscape:
    share = Figure.share("libres", "Gratuit", 3, 24, "Une aide au moins est gratuite.")
    unknown = Figure("prix", "Prix d’une page", None, 0, 0, "Prix du milieu.", unit="€")
    return Landscape(
        day=date(2026, 11, 24),
        computed_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        version=1,
        places=24,
        examples=examples,
        figures=(share, unknown),
        sections=(Section("offre", "Qui propose quoi ?", tables, "Trois lieux."),),
    )


def read(found: Landscape) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(found)))


def text(reader: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def test_pdf_is_tagged_titled_and_in_french():
    reader = read(landscape(table("Mairie")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "fr-FR"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title.startswith("État des lieux, ")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    assert titles == ["En bref", "Les chiffres", "Qui propose quoi ?"]


def test_pdf_says_each_figure_with_its_number_and_definition():
    said = text(read(landscape(table("Mairie"), examples=2)))
    for part in ("Gratuit", "12,5 %", "3 sur 24", "Une aide au moins est gratuite.", "non connu"):
        assert part in said
    for part in ("Calculé le 24/11/2026 à partir de 24 lieux.", "2 fiches portent des valeurs"):
        assert part in said
    for part in ("Qui propose quoi ?", "Trois lieux.", "Mairie", "Un lieu compte une fois."):
        assert part in said


def test_chart_says_in_words_what_it_shows():
    reader = read(landscape(table("Mairie", "Poste", chart=0)))
    assert "Le plus : Mairie, 3. Le moins : Mairie, 3." in alternatives(reader)


def alternatives(reader: PdfReader) -> str:
    """Every /Alt of the tree of tags."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.append(str(node.get("/Alt", "")))
            waiting += [node["/K"]] if "/K" in node else []
    return " ".join(found)


@pytest.mark.parametrize(
    "name",
    [
        '#panic("non")',
        "$x^2$ *gras* _a_ `code` @ref <b> = titre",
        "// commentaire /* ici */ \\ #{",
        "https://exemple.fr/" + "a" * 300,
        "دار الجمعيات",
    ],
)
def test_names_are_written_as_they_are(name):
    said = text(read(landscape(table(name, "Après"))))
    assert "Après" in said
    if name.isascii() and " " not in name and len(name) < 40:
        assert name in said


def test_a_character_that_no_font_draws_leaves_a_mark():
    said = text(read(landscape(table("Lieu 日本 😀 ☺ ꙮ fin"))))
    assert UNWRITABLE in said
    assert "fin" in said


def test_a_wide_table_turns_its_page_and_a_wider_one_says_where_it_is():
    reader = read(landscape(table("Imprimer", columns=12), table("CAF", columns=MOST_COLUMNS + 1)))
    turned = [page for page in reader.pages if page.mediabox.width > PORTRAIT + 1]
    assert len(turned) == 1
    assert "Imprimer" in turned[0].extract_text()
    said = text(reader)
    assert f"Ce tableau a {MOST_COLUMNS + 1} colonnes : il est dans le fichier" in said
    assert "CAF" not in said


def test_a_long_table_says_how_many_rows_are_elsewhere():
    labels = [f"Lieu {number}" for number in range(MOST_ROWS + 2)]
    said = text(read(landscape(table(*labels))))
    assert f"Lieu {MOST_ROWS - 1} " in said
    assert f"Lieu {MOST_ROWS} " not in said
    assert "Et 2 lignes de plus, dans le fichier des tableaux (XLSX), feuille « natures »." in said
    assert document(landscape(table(*labels)))[:2] == b"PK"


def test_numbers_too_small_to_be_told_stay_words():
    assert "moins de 5" in text(read(landscape(table("Alma", value="moins de 5"))))
