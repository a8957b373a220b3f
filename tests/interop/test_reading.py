import time

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
    path.write_text(
        "Nom;Commune;Code Postal;Téléphone;Mon champ\nA;B;59100;1;2\n", encoding="utf-8"
    )
    assert cells(path) == [
        {"nom": "A", "commune": "B", "code_postal": "59100", "telephone": "1", "Mon champ": "2"}
    ]


def test_column_used_twice_or_without_name_loses_nothing(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("nom,commune,x,x,\nA,B,1,2,3,4\n", encoding="utf-8")
    assert cells(path) == [
        {"nom": "A", "commune": "B", "x": "1", "x (2)": "2", "colonne 5": "3", SURPLUS: "4"}
    ]


def test_blank_lines_are_not_rows(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("nom,commune\n\nA,B\n,\n  ,\n\n", encoding="utf-8")
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


@pytest.mark.parametrize(
    "text",
    [
        '[{"nom":"a","commune":"b","x":' + "[" * 50_000 + "]" * 50_000 + "}]",
        '[{"nom":"a","commune":"b","x":' + '{"y":' * 50_000 + "1" + "}" * 50_001 + "]",
        '{"nom":"a","commune":"b","x":' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"lieux":' + "[" * 50_000 + "]" * 50_000 + "}",
        "[" * 100_000,
        '[{"nom":"a","commune":"b","x":' + "[" * 700 + "]" * 700 + "}]",
    ],
    ids=["lists", "objects", "no list of places", "places", "never closed", "deep"],
)
def test_json_too_deep_is_told_in_french(tmp_path, text):
    path = tmp_path / "f.json"
    path.write_text(text, encoding="utf-8")
    try:
        list(open_rows(path))
    except UnreadableFile as error:
        assert "emboîte trop" in str(error)
    else:
        assert text.count("[") < 1000  # what Python can read is read


class TestBadQuotes:
    """A badly quoted record is refused with its line; the others are read as they are."""

    def read(self, tmp_path, *lines: str, header: str = "nom,commune") -> list:
        path = tmp_path / "f.csv"
        path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
        return [(row.line, row.problem or list(row.cells.values())) for row in open_rows(path)]

    def wide(self, name: str) -> str:
        """A line of the twelve columns of `HEADER`."""
        return f"{name},Roubaix,59100" + ",x" * 9

    HEADER = "nom,commune,code_postal" + "".join(f",c{rank}" for rank in range(9))
    REFUSED = "Guillemets mal fermés"

    @pytest.mark.parametrize(
        "bad", ['"Espace "Le 7"",Roubaix', '"Espace Le "7",Roubaix', '"A"b,c', 'A,"B" ,']
    )
    def test_record_alone_is_refused(self, tmp_path, bad):
        found = self.read(tmp_path, "A,B", bad, "C,D", '"E, e",F')
        assert found[0] == (2, ["A", "B"])
        assert found[1][0] == 3
        assert self.REFUSED in found[1][1]
        assert "jusqu’à" not in found[1][1]
        assert found[2:] == [(4, ["C", "D"]), (5, ["E, e", "F"])]

    def test_cell_opened_and_closed_further_on_costs_its_own_row_only(self, tmp_path):
        lines = ['"Espace,Roubaix', "C,D", '"E, e",F', "G,H"]
        found = self.read(tmp_path, *lines)
        assert [line for line, _ in found] == [2, 3, 4, 5]
        assert self.REFUSED in found[0][1]
        assert found[2] == (4, ["E, e", "F"])

    @pytest.mark.parametrize("first", ['"Le "7" est', '"Le "7"" est', '"Le'])
    def test_lines_of_a_cell_are_not_taken_for_places(self, tmp_path, first):
        lines = [first, "rue A, Roubaix", 'fin "ici"",Roubaix', "C,D", '"E\ne",F']
        found = self.read(tmp_path, *lines)
        assert found[0][0] == 2
        assert found[0][1].endswith("rien n’est lu jusqu’à la ligne 4.")
        assert found[1:] == [(5, ["C", "D"]), (6, ["E\ne", "F"])]

    def test_two_bad_records_of_a_wide_file_cost_two_rows(self, tmp_path):
        good, bad = self.wide("A"), self.wide('"Espace "Le 7""')
        found = self.read(tmp_path, good, bad, good, bad, good, header=self.HEADER)
        assert [self.REFUSED in told for _, told in found] == [False, True, False, True, False]

    def test_quote_never_closed_costs_one_row_when_the_rest_can_be_told_apart(self, tmp_path):
        good, bad = self.wide("A"), self.wide('"Espace')
        found = self.read(tmp_path, good, bad, good, good, header=self.HEADER)
        assert [(line, self.REFUSED in told) for line, told in found] == [
            (2, False),
            (3, True),
            (4, False),
            (5, False),
        ]

    @pytest.mark.parametrize("rest", [["C,D"], []])
    def test_quote_never_closed_stops_the_file_otherwise(self, tmp_path, rest):
        with pytest.raises(UnreadableFile, match=r"Ligne 3 .*jamais fermé"):
            self.read(tmp_path, "A,B", '"Espace,Roubaix', *rest)

    def test_rows_shorter_than_the_header_are_still_found(self, tmp_path):
        short = "A,Roubaix,59100,x,x,x,x,x"
        found = self.read(tmp_path, short, self.wide('"B" b'), short, header=self.HEADER)
        assert [self.REFUSED in told for _, told in found] == [False, True, False]

    def test_end_of_the_file_is_refused_when_nothing_is_sure(self, tmp_path):
        found = self.read(tmp_path, "A,B", '"C"c,D', "E", "F,G,H")
        assert found[1][0] == 3
        assert found[1][1].endswith("jusqu’à la ligne 5.")

    def test_many_bad_records_are_read_in_little_time(self, tmp_path):
        lines = ['"Espace "Le 7"",Roubaix', '"A",B', "'C,\"D"] * 5_000 + ['"E, e",F']
        started = time.perf_counter()
        assert len(self.read(tmp_path, *lines)) > 5_000
        assert time.perf_counter() - started < 10
