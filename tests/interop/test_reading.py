import pytest

from places.interop.reading import SURPLUS, UnreadableFile, open_rows

from .files import PLACE, write_csv, write_json


def cells(path) -> list[dict]:
    return [row.cells for row in open_rows(path)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [True, False])
def test_any_delimiter_with_or_without_bom_reads_the_same(tmp_path, delimiter, bom):
    path = write_csv(tmp_path / "f.csv", [PLACE], delimiter=delimiter, bom=bom)
    assert cells(path) == [PLACE]


def test_quotes_and_newlines_stay_in_their_cell_and_lines_count_from_where_rows_start(tmp_path):
    rows = [{**PLACE, "nom": 'Le "Lieu"\nd’en bas; ici'}, {**PLACE, "id": "2"}]
    read = list(open_rows(write_csv(tmp_path / "f.csv", rows)))
    assert [row.cells["nom"] for row in read] == ['Le "Lieu"\nd’en bas; ici', PLACE["nom"]]
    assert [row.line for row in read] == [2, 4]


def test_header_is_known_whatever_its_case_accents_and_spaces(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("Nom;Commune;Code Postal;Téléphone;Mon champ\nA;B;59100;1;2\n")
    assert cells(path) == [
        {"nom": "A", "commune": "B", "code_postal": "59100", "telephone": "1", "Mon champ": "2"}
    ]


def test_column_used_twice_or_without_name_loses_nothing(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("nom,commune,x,x,\nA,B,1,2,3,4\n")
    assert cells(path) == [
        {"nom": "A", "commune": "B", "x": "1", "x (2)": "2", "colonne 5": "3", SURPLUS: "4"}
    ]


def test_blank_lines_are_not_rows(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("nom,commune\n\nA,B\n,\n  ,\n\n")
    assert cells(path) == [{"nom": "A", "commune": "B"}]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"lieux": rows}])
def test_json_is_a_list_or_an_object_with_lieux(tmp_path, wrap):
    row = {"nom": "A", "commune": "B", "code_postal": 59100, "latitude": 50.5, "pivot": None}
    path = write_json(tmp_path / "f.json", wrap([row | {"services": ["X", "Y"], "z": True}]))
    assert cells(path) == [
        {
            "nom": "A",
            "commune": "B",
            "code_postal": "59100",
            "latitude": "50.5",
            "services": "X|Y",
            "z": "true",
        }
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "vide"),
        ("nom,commune\nÉ,B\n".encode("latin-1"), "UTF-8"),
        ("nom,commune\nÉ,B\n".encode("utf-16"), "UTF-16"),
        (b'nom,commune\n"A,B\n', "Ligne 2"),
        (b"a,b\n1,2\n", "nom ni commune"),
        (b'{"type": "FeatureCollection", "features": []}', "lieux"),
        (b'[{"nom": ', "JSON"),
    ],
)
def test_unreadable_file_is_told_in_french(tmp_path, content, says):
    path = tmp_path / "f"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=says):
        list(open_rows(path))


def test_missing_file_is_told(tmp_path):
    with pytest.raises(UnreadableFile, match="ne peut pas être lu"):
        open_rows(tmp_path / "absent.csv")
