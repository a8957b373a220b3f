import csv
import io
import json

import pytest
from django.conf import settings
from frictionless import Resource, Schema, system

from places.interop.export import export
from places.interop.national import COLUMNS
from places.interop.reconcile_run import Request, import_file

from .files import AWKWARD, PLACE, write_csv

pytestmark = pytest.mark.django_db
SCHEMA = settings.BASE_DIR / "fixtures" / "standard-1.0.2.json"
SAMPLE = settings.BASE_DIR / "fixtures" / "hinaura-sample.csv"


def text(form="csv", **asked) -> str:
    output = io.StringIO()
    export(output, form, **asked)
    return output.getvalue()


def rows(**asked) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text(**asked), newline="")))


def errors(path) -> set[tuple[str, str]]:
    """(type, column) of what frictionless finds in a CSV file."""
    with system.use_context(trusted=True):
        schema = Schema.from_descriptor(json.loads(SCHEMA.read_text(encoding="utf-8")))
        report = Resource(path=str(path), schema=schema).validate()
    return {(e.type, getattr(e, "field_name", "")) for task in report.tasks for e in task.errors}


def test_csv_is_valid_against_the_national_schema(tmp_path):
    import_file(Request(write_csv(tmp_path / "a.csv", AWKWARD)))
    path = tmp_path / "b.csv"
    path.write_text(text(standard_only=True), encoding="utf-8", newline="")
    # Two of the awkward rows have no pivot, which the standard requires.
    assert errors(path) == {("constraint-error", "pivot")}


def test_csv_with_all_required_data_has_no_error_at_all(tmp_path):
    complete = [row for row in AWKWARD if row["pivot"]]
    import_file(Request(write_csv(tmp_path / "a.csv", complete)))
    path = tmp_path / "b.csv"
    path.write_text(text(standard_only=True), encoding="utf-8", newline="")
    assert errors(path) == set()


def test_real_places_lack_nothing_but_their_pivot(tmp_path):
    import_file(Request(SAMPLE))
    path = tmp_path / "b.csv"
    path.write_text(text(), encoding="utf-8", newline="")
    assert errors(path) == {("constraint-error", "pivot")}


def test_missing_position_is_empty_and_never_zero(tmp_path):
    import_file(
        Request(write_csv(tmp_path / "a.csv", [{**PLACE, "latitude": "0", "longitude": "0"}]))
    )
    assert [(row["latitude"], row["longitude"]) for row in rows()] == [("", "")]
    (place,) = json.loads(text("json"))
    assert "latitude" not in place
    (feature,) = json.loads(text("geojson"))["features"]
    assert feature["geometry"] is None


def test_approximate_position_is_only_in_geojson_with_its_precision(make_site):
    make_site(latitude=50.69, longitude=3.17, precision="quartier")
    assert rows()[0]["latitude"] == ""
    assert "latitude" not in json.loads(text("json"))[0]
    (feature,) = json.loads(text("geojson"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [3.17, 50.69]}
    assert feature["properties"]["precision"] == "quartier"


def test_unknown_columns_come_after_the_standard_s_unless_refused(tmp_path):
    import_file(Request(write_csv(tmp_path / "a.csv", AWKWARD)))
    assert list(rows()[0]) == [*COLUMNS, "Code interne", "couleur"]
    assert list(rows(standard_only=True)[0]) == list(COLUMNS)
    assert "couleur" in text("json")
    assert "couleur" not in text("json", standard_only=True)


def test_private_cells_and_unpublished_places_are_never_exported(tmp_path, make_site):
    import_file(Request(write_csv(tmp_path / "a.csv", [{**PLACE, "telephone": "secret-unread"}])))
    make_site("Brouillon secret", publication="brouillon")
    for form in ("csv", "json", "geojson"):
        assert "secret" not in text(form).lower()


def test_each_format_of_an_empty_directory_is_well_formed():
    assert rows() == []
    assert json.loads(text("json")) == []
    assert json.loads(text("geojson")) == {"type": "FeatureCollection", "features": []}


def test_number_of_queries_is_the_same_for_one_and_three_places(
    make_site, django_assert_num_queries
):
    make_site("A")
    with django_assert_num_queries(4):
        text()
    make_site("B")
    make_site("C")
    with django_assert_num_queries(4):
        text()
