import json
from datetime import date

import pytest
from django.conf import settings

from places.interop.national import COLUMNS, REQUIRED, Level
from places.interop.national_rows import read_row, write_row
from places.interop.reading import open_rows

from .files import AWKWARD, PLACE

SCHEMA = json.loads(
    (settings.BASE_DIR / "fixtures" / "standard-1.0.2.json").read_text(encoding="utf-8")
)


def test_columns_are_those_of_the_national_schema_in_its_order():
    assert list(COLUMNS) == [field["name"] for field in SCHEMA["fields"]]
    required = [f["name"] for f in SCHEMA["fields"] if f["constraints"].get("required")]
    assert list(REQUIRED) == required


def test_row_becomes_a_record():
    reading = read_row(2, PLACE)
    assert reading.issues == []
    assert reading.record.name == "Médiathèque Simone-Veil"
    assert reading.record.updated_on == date(2024, 4, 2)


@pytest.mark.parametrize("column", ["nom", "commune"])
def test_row_without_name_or_commune_is_refused(column):
    reading = read_row(2, {**PLACE, column: "  "})
    assert reading.record is None
    assert column in reading.refusal


def test_missing_identifier_is_always_the_same_for_the_same_place():
    row = {column: text for column, text in PLACE.items() if column != "id"}
    first, second = read_row(2, row), read_row(9, {**row, "telephone": "+33320000000"})
    assert first.record.external_id == second.record.external_id
    assert [issue.column for issue in first.issues] == ["id"]
    other = read_row(2, {**row, "adresse": "ailleurs"}).record.external_id
    assert other != first.record.external_id


def test_cell_not_understood_is_kept_whole_and_the_rest_is_taken():
    row = {**PLACE, "frais_a_charge": "Gratuit|Troc", "telephone": "bip"}
    reading = read_row(7, row)
    assert reading.record.fees == ("gratuit",)
    assert reading.record.phone == ""
    assert reading.record.unread == {"frais_a_charge": "Gratuit|Troc", "telephone": "bip"}
    assert {(i.line, i.column, i.level) for i in reading.issues} == {
        (7, "frais_a_charge", Level.UNREAD),
        (7, "telephone", Level.UNREAD),
    }


def test_zero_zero_is_no_position_and_both_cells_are_kept():
    record = read_row(2, {**PLACE, "latitude": "0", "longitude": "0.0"}).record
    assert (record.latitude, record.longitude) == (None, None)
    assert record.unread == {"latitude": "0", "longitude": "0.0"}


@pytest.mark.parametrize("column", [c for c in COLUMNS if c != "horaires"])
def test_cell_of_ten_thousand_characters_is_never_an_exception(column):
    reading = read_row(2, {**PLACE, column: "x" * 10_000})
    assert reading.record is not None
    if column not in ("presentation_detail", "typologie", "presentation_resume"):
        assert reading.record.unread[column] == "x" * 10_000


def test_summary_too_long_is_cut_at_a_word_and_kept_whole_in_the_description():
    long = "Un lieu ouvert à tout le monde. " * 12
    alone = read_row(2, {**PLACE, "presentation_resume": long}).record
    assert len(alone.summary) <= 280
    assert alone.summary.endswith(("monde…", "le…", "à…", "tout…", "lieu…", "ouvert…", "Un…"))
    assert alone.description.strip() == long.strip()
    both = read_row(2, {**PLACE, "presentation_resume": long, "presentation_detail": "Suite"})
    assert both.record.description == f"{long}\n\nSuite"
    assert [issue.level for issue in both.issues] == [Level.CORRECTED]


def test_missing_required_cells_are_told():
    row = {column: text for column, text in PLACE.items() if column != "pivot"}
    issues = read_row(3, row, demanded=["pivot", "adresse"]).issues
    assert [(i.column, i.level) for i in issues] == [("pivot", Level.MISSING)]


def test_characters_no_database_stores_are_removed_and_told():
    reading = read_row(2, {**PLACE, "nom": "A\0B\ud800"})
    assert reading.record.name == "AB"
    assert [issue.level for issue in reading.issues] == [Level.CORRECTED]


@pytest.mark.parametrize("row", AWKWARD, ids=lambda row: row["id"])
def test_record_written_then_read_is_the_same_record(row):
    record = read_row(2, {c: t for c, t in row.items() if t}).record
    written = {c: t for c, t in write_row(record).items() if t} | record.extra
    again = read_row(2, written).record
    assert again.unread == {}
    for name in set(record.__struct_fields__) - {"unread"}:
        assert getattr(again, name) == getattr(record, name), name


def test_real_rows_are_read_without_an_issue():
    for row in open_rows(settings.BASE_DIR / "fixtures" / "hinaura-sample.csv"):
        assert read_row(row.line, row.cells).issues == []
