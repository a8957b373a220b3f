"""Import → export → import is the identity."""

import msgspec
import pytest

from places.interop.export import export
from places.interop.reconcile_run import Request, import_file
from places.models import Act, Actor, PublishedSite, Service, Site, Source
from places.press import feed
from places.press.document import decode_site

from .files import AWKWARD, PLACE, write_csv

pytestmark = pytest.mark.django_db


def documents() -> list:
    """Public documents by site, without the numbers that each database gives."""
    found = [decode_site(row.payload) for row in feed.rows_since(0) if row.payload]
    return [msgspec.structs.replace(document, id=0) for document in found]


def extras() -> dict[str, dict]:
    return dict(Site.objects.values_list("external_id", "extra"))


def forget_everything() -> None:
    """A fresh database: rows go without history, as if they had never been."""
    PublishedSite.objects.all().delete()
    Service.objects.all()._raw_delete("default")
    Site.objects.all()._raw_delete("default")
    Actor.objects.update(parent=None)
    Actor.objects.all()._raw_delete("default")
    Source.objects.filter(sites=None)._raw_delete("default")


def exported(path, form="csv", **asked):
    with path.open("w", encoding="utf-8", newline="") as file:
        export(file, form, **asked)
    return path


@pytest.mark.parametrize("form", ["csv", "json"])
def test_awkward_places_come_back_the_same_in_a_fresh_directory(tmp_path, form):
    import_file(Request(write_csv(tmp_path / "a.csv", AWKWARD)))
    before, before_extra = documents(), extras()
    path = exported(tmp_path / f"b.{form}", form)
    forget_everything()
    report = import_file(Request(path))
    assert (report.created, report.refused) == (len(AWKWARD), 0)
    undated = [d for d in before if d.external_id == "mal-écrit"]
    assert len(undated) == 1
    assert documents() == before
    assert extras() == before_extra
    again = exported(tmp_path / f"c.{form}", form)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_our_own_export_changes_nothing_in_the_same_directory(tmp_path, form):
    import_file(Request(write_csv(tmp_path / "a.csv", AWKWARD)))
    acts, version = Act.objects.count(), feed.version()
    report = import_file(Request(exported(tmp_path / f"b.{form}", form)))
    assert (report.created, report.updated, report.unchanged) == (0, 0, len(AWKWARD))
    assert (Act.objects.count(), feed.version()) == (acts, version)


def test_export_of_a_file_imported_under_another_source_is_recognised(tmp_path):
    import_file(Request(write_csv(tmp_path / "a.csv", AWKWARD), source="Région"))
    report = import_file(Request(exported(tmp_path / "b.csv")))
    assert report.unchanged == len(AWKWARD)


def test_place_born_here_is_recognised_and_stays_ours(tmp_path, make_site):
    site = make_site("Comité, « Alma »", latitude=50.69, longitude=3.17, precision="quartier")
    path = exported(tmp_path / "b.csv")
    assert import_file(Request(path)).unchanged == 1
    moved = path.read_text(encoding="utf-8").replace("Roubaix", "Wattrelos")
    path.write_text(moved, encoding="utf-8")
    assert import_file(Request(path)).conflicts  # created here, so edited here today
    site.refresh_from_db()
    assert (site.source, site.external_id, site.latitude) == (None, "", 50.69)


def test_identifier_used_by_two_sources_is_told_apart_and_recognised(tmp_path):
    rows = [PLACE, {**PLACE, "source": "Autre"}]
    import_file(Request(write_csv(tmp_path / "a.csv", rows)))
    path = exported(tmp_path / "b.csv")
    assert import_file(Request(path)).unchanged == 2


def test_export_without_the_other_columns_does_not_erase_them(tmp_path):
    import_file(Request(write_csv(tmp_path / "a.csv", AWKWARD)))
    before = extras()
    import_file(Request(exported(tmp_path / "b.csv", standard_only=True)))
    assert extras() == before
