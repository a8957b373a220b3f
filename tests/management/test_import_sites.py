import io
import json

import pytest
from django.core.management import CommandError, call_command

from places.models import Site
from tests.interop.files import PLACE, write_csv

pytestmark = pytest.mark.django_db


def run(*args, **options) -> str:
    output = io.StringIO()
    call_command("import_sites", *args, stdout=output, **options)
    return output.getvalue()


def test_tally_is_printed_in_french(tmp_path):
    rows = [PLACE, {**PLACE, "id": "2", "telephone": "bip"}]
    said = run(write_csv(tmp_path / "f.csv", rows))
    assert "créés : 2" in said
    assert "cellules non comprises : 1" in said


def test_progress_bar_is_for_terminals_only(tmp_path, capfd):
    run(write_csv(tmp_path / "f.csv", [PLACE]))
    assert capfd.readouterr().err == ""


def test_refused_row_gives_exit_code_1_after_the_others_are_imported(tmp_path):
    path = write_csv(tmp_path / "f.csv", [PLACE, {**PLACE, "id": "2", "nom": ""}])
    with pytest.raises(CommandError) as stopped:
        run(path)
    assert stopped.value.returncode == 1
    assert Site.objects.count() == 1


def test_report_is_machine_readable(tmp_path):
    rows = [PLACE, {**PLACE, "id": "2", "telephone": "bip"}, {**PLACE, "id": "3", "nom": ""}]
    report = tmp_path / "report.json"
    with pytest.raises(CommandError):
        run(write_csv(tmp_path / "f.csv", rows), report=report, dry_run=True)
    said = json.loads(report.read_text(encoding="utf-8"))
    assert {key: said[key] for key in list(said)[:8]} == {
        "file": "f.csv",
        "source": "Hubik",
        "dry_run": True,
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "refused": 1,
        "cells_not_understood": 1,
    }
    assert said["rows_refused"] == [
        {"line": 4, "id": "3", "reason": "Il manque nom : ce n’est pas un lieu."}
    ]
    assert said["cells"] == [
        {
            "line": 3,
            "column": "telephone",
            "value": "bip",
            "problem": "Ce numéro de téléphone n’est pas compris.",
            "level": "unread",
        }
    ]
    assert said["conflicts"] == []
    assert not Site.objects.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"source": "x" * 201}, "--source"),
        ({"source_url": "pas une adresse"}, "adresse web"),
        ({}, "ne peut pas être lu"),
    ],
)
def test_wrong_call_is_told_in_french(tmp_path, options, says):
    with pytest.raises(CommandError, match=says):
        run(tmp_path / "absent.csv", **options)


def test_report_that_cannot_be_written_is_told(tmp_path):
    path = write_csv(tmp_path / "f.csv", [PLACE])
    with pytest.raises(CommandError, match="rapport"):
        run(path, report=tmp_path / "absent" / "report.json")


class TestPersonalContacts:
    def said(self, tmp_path, rows) -> list[str]:
        """What is said after the tally."""
        said = run(write_csv(tmp_path / "f.csv", rows)).splitlines()
        first = [rank for rank, line in enumerate(said) if "Vérifiez" in line]
        return said[first[0] :] if first else []

    def test_are_named_to_be_checked(self, tmp_path):
        rows = [PLACE, {**PLACE, "id": "2", "courriels": "contact@ville.fr|jean.petit@ville.fr"}]
        rows += [{**PLACE, "id": "3", "telephone": "06 12 34 56 78"}]
        said = self.said(tmp_path, rows)
        assert "publi" in said[0]
        assert said[1:] == [
            "  ligne 3, courriels : contact@ville.fr|jean.petit@ville.fr",
            "  ligne 4, telephone : 06 12 34 56 78",
        ]

    def test_are_ten_at_most_then_counted(self, tmp_path):
        rows = [
            {**PLACE, "id": str(rank), "courriels": f"a.b@ville{rank}.fr|c.d@ville{rank}.fr"}
            for rank in range(13)
        ]
        said = self.said(tmp_path, rows)
        assert len(said) == 12
        assert said[-1] == "… et 3 autres, voir --report."
        assert "… et 1 autre, voir --report." in self.said(tmp_path, rows[:11])

    def test_are_not_spoken_of_when_there_is_none(self, tmp_path):
        assert self.said(tmp_path, [PLACE]) == []

    def test_are_shown_on_one_line_without_what_a_terminal_obeys(self, tmp_path):
        value = "06 12 34 56 78\n\x1b[2Jet " + "x" * 200
        said = self.said(tmp_path, [{**PLACE, "telephone": value}])
        assert len(said) == 2
        assert "\x1b" not in said[1]
        assert said[1].startswith("  ligne 2, telephone : 06 12 34 56 78 ")
        assert len(said[1]) < 120
