import io
import json

import pytest
from django.core.management import CommandError, call_command

from places.interop.export import FORMATS
from places.management.commands.export_sites import Command
from places.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(make_site):
    return make_site('Le "Lieu"\nd’en bas')


def run(**options) -> str:
    output = io.StringIO()
    call_command("export_sites", stdout=output, stderr=io.StringIO(), **options)
    return output.getvalue()


def test_without_out_the_export_is_the_standard_output(place):
    assert run().startswith("id,pivot,nom,")
    assert len(json.loads(run(format="json"))) == 1
    assert json.loads(run(format="geojson"))["features"][0]["id"] == f"site-{place.pk}-{place.slug}"


def test_file_holds_the_same_bytes_as_the_standard_output(tmp_path):
    path = tmp_path / "f.csv"
    assert run(out=str(path)) == ""
    assert path.read_bytes().decode() == run()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", FORMATS)
def test_standard_output_has_the_bytes_of_the_file_on_any_system(tmp_path, form):
    """On Windows the standard output writes \\r\\n for \\n, and in another encoding."""
    path = tmp_path / "f"
    run(out=str(path), format=form)
    binary = io.BytesIO()
    windows = io.TextIOWrapper(binary, encoding="cp1252", newline="\r\n")
    call_command("export_sites", stdout=windows, format=form)
    windows.write("ouvert")  # the caller's stream still serves
    windows.flush()
    assert binary.getvalue() == path.read_bytes() + b"ouvert"


def test_what_was_said_before_the_export_stays_before(capfdbinary):
    print("avant")
    call_command("export_sites")
    assert capfdbinary.readouterr().out.startswith(b"avant\nid,pivot")


class TestUnknownColumns:
    @pytest.fixture(autouse=True)
    def columns(self, place):
        Site.objects.update(extra={"couleur": "bleu", "Code\ninterne": "1"})

    def said(self, **options) -> str:
        errors = io.StringIO()
        call_command("export_sites", stdout=io.StringIO(), stderr=errors, **options)
        return errors.getvalue()

    @pytest.mark.parametrize("form", FORMATS)
    def test_that_leave_are_named(self, tmp_path, form):
        told = (
            "Colonnes hors du standard rendues : Code interne, couleur ; "
            "--standard-only les laisse.\n"
        )
        assert self.said(format=form) == told
        assert told in self.said(format=form, out=str(tmp_path / "f"))

    def test_that_stay_are_not(self):
        assert self.said(standard_only=True) == ""

    def test_are_said_in_the_help(self):
        said = Command.help
        assert "Ne lit que ce qui est public" not in said
        assert "même" in said


def test_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        run(out=str(tmp_path / "absent" / "f.csv"))


def test_examples_do_not_leave_as_facts(make_site, capsys):
    make_site(
        "Lieu",
        hours="Mo 09:00-12:00",
        phone="+33320664500",
        fees=["gratuit"],
        services=[{"category": "acces"}],
        example_fields=["hours", "fees", "services"],
    )
    call_command("export_sites")
    facts = capsys.readouterr().out
    assert "+33320664500" in facts
    assert "Mo 09:00" not in facts
    assert "Gratuit" not in facts
    assert "Accès internet" not in facts
    call_command("export_sites", with_examples=True)
    everything = capsys.readouterr().out
    assert "Mo 09:00" in everything
    assert "Accès internet" in everything
