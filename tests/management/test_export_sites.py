import io
import json

import pytest
from django.core.management import CommandError, call_command

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
