"""An état des lieux beside another: nothing is guessed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from places.diagnosis.landscape import Column, Figure, Landscape, Listing, Row, Section, Table
from places.diagnosis.landscape.compare import change, compared
from places.diagnosis.landscape.kept import decoded, encoded

COLUMNS = (Column("Lieux"), Column("Part", "Sur tous les lieux.", "%"))


def table(*rows, code="natures", columns=COLUMNS, definition="Ce que dit la fiche."):
    made = tuple(Row(label, tuple(cells)) for label, *cells in rows)
    return Table(code, "Lieux par nature", "Nature", columns, made, definition)


def whole(figures=(), tables=(), day=date(2026, 11, 3)) -> Landscape:
    section = Section("offre", "Qui propose quoi ?", tuple(tables), "Deux lieux.")
    at = datetime(2026, 11, 3, 9, tzinfo=UTC)
    return Landscape(day, at, 7, 44, 0, tuple(figures), (section,))


FIGURES = (
    Figure.count("lieux", "Lieux", 44, "Lieux montrés."),
    Figure.share("soir", "Ouverts le soir", 10, 40, "Après 18 h."),
    Figure("prix", "Prix d’une page", None, 0, 3, "Médiane.", None, "€"),
)


def test_a_figure_says_what_it_was_and_how_much_it_grew():
    then = whole((replace(FIGURES[0], value=40), replace(FIGURES[1], value=26.5), FIGURES[2]))
    found = compared(whole(FIGURES), then).figures
    assert [found[code].change for code in ("lieux", "soir", "prix")] == [4, -1.5, None]
    assert not any(one.is_redefined for one in found.values())


def test_a_definition_that_changed_is_told():
    then = whole((replace(FIGURES[1], definition="Après 19 h."),))
    assert compared(whole(FIGURES), then).figures["soir"].is_redefined


def test_another_unit_is_another_figure():
    found = compared(whole(FIGURES), whole((replace(FIGURES[1], unit=""),))).figures["soir"]
    assert (found.change, found.is_redefined) == (None, True)


def test_figures_that_appeared_and_went_are_told():
    found = compared(whole(FIGURES[:1]), whole(FIGURES[1:2]))
    assert [one.code for one in found.new_figures] == ["lieux"]
    assert [one.code for one in found.lost_figures] == ["soir"]


def test_rows_are_compared_by_their_labels():
    now = table(("Mairie", 3, 30.0), ("Mairie", 1, 10.0), ("École", 2, 20.0))
    then = table(("Club", 1, 5.0), ("Mairie", 2, 20.0), ("Mairie", 1, 10.0))
    found = compared(whole(tables=[now]), whole(tables=[then])).tables["natures"]
    assert [row and row.cells for row in found.rows] == [(2, 20.0), (1, 10.0), None]
    assert (found.appeared, found.vanished) == (("École",), ("Club",))


def test_tables_of_other_columns_are_not_compared():
    now = table(("Mairie", 3), columns=(Column("Lieux"),))
    found = compared(whole(tables=[now, table(code="neuf")]), whole(tables=[table(code="natures")]))
    assert (found.incomparable, found.new_tables, found.tables) == ({"natures"}, {"neuf"}, {})
    found = compared(whole(), whole(tables=[now]))
    assert [one.code for one in found.lost_tables] == ["natures"]


def test_a_column_redefined_is_told():
    other = (COLUMNS[0], replace(COLUMNS[1], definition="Sur ceux qui le disent."))
    found = compared(whole(tables=[table(columns=other)]), whole(tables=[table()]))
    assert found.tables["natures"].is_redefined


def test_what_is_hidden_or_unknown_has_no_change():
    assert change(7, 5) == 2
    assert change(0.3, 0.1) == 0.2
    for now, then in ((7, None), (None, 7), (7, "moins de 5"), ("non montré", 7), ("a", "a")):
        assert change(now, then) is None


def test_what_is_written_is_read_the_same():
    rows = (
        Row("a", (1, 2.0), Listing((("type", "epn"),))),
        Row("b", (None, "moins de 5"), None, (Listing(is_public=False), None), is_total=True),
    )
    made = whole(FIGURES, [replace(table(), rows=rows, chart=0)])
    found = decoded(encoded(made))
    assert found == made
    assert [type(cell) for cell in found.table("natures").rows[0].cells] == [int, float]


# As the first version of the site wrote it: it must be readable for ever.
WRITTEN = (
    '{"day":"2026-11-03","computed_at":"2026-11-03T09:00:00Z","version":7,"places":44,'
    '"examples":0,"figures":[{"code":"lieux","name":"Lieux","value":44,"numerator":44,'
    '"denominator":44,"definition":"Lieux montrés.","listing":{"params":[["type","epn"]],'
    '"route":"results","args":[],"is_public":true,"anchor":""},"unit":""}],"sections":['
    '{"code":"offre","title":"Qui propose quoi ?","tables":[{"code":"natures","title":"Lieux",'
    '"first":"Nature","columns":[{"name":"Lieux","definition":"","unit":""}],"rows":[{"label":'
    '"Mairie","cells":[3],"listing":null,"listings":[],"is_total":false}],"definition":"Dite.",'
    '"denominator":"","listing":null,"chart":0}],"said":""}]}'
)


def test_a_month_kept_long_ago_is_read():
    found = decoded(WRITTEN)
    assert found.figure("lieux").value == 44
    assert found.table("natures").cell("Mairie", "Lieux") == 3
