"""`manage.py read_hours`: one JSON object a text."""

import io
import json

import pytest
from django.core.management import call_command


def read_hours(*args: str) -> list[dict]:
    out = io.StringIO()
    call_command("read_hours", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def give(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_one_text_gives_one_object():
    assert read_hours("lundi 9h-12h, et atelier") == [
        {
            "osm": "Mo 09:00-12:00",
            "sentence": "Ouvert le lundi de 9\u00a0h à 12\u00a0h.",
            "not_understood": ["atelier"],
            "certain": False,
        }
    ]


def test_each_line_gives_an_object(monkeypatch):
    give(monkeypatch, "lundi 9h-12h\n\nmardi 14h-17h\r\nbientôt".encode())
    found = read_hours()
    assert [one["osm"] for one in found] == ["Mo 09:00-12:00", "", "Tu 14:00-17:00", ""]
    assert found[3]["not_understood"] == ["bientôt"]


def test_bytes_that_are_not_utf8_are_quoted_not_raised(monkeypatch):
    give(monkeypatch, b"lundi 9h-12h caf\xe9\nmardi 14h-17h\n")
    broken, fine = read_hours()
    assert not broken["certain"]
    assert "\ufffd" in broken["not_understood"][0]
    assert fine["certain"]


@pytest.mark.parametrize("text", ["", "\udce9"])
def test_odd_arguments_give_an_object(text):
    (found,) = read_hours(text)
    assert not found["certain"]
