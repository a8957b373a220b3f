"""A file that still names a merged listing does not bring it back."""

import pytest

from places.actions.merge import merge_sites
from places.directory import load
from places.interop.reconcile_run import Request, import_file
from places.models import Site, SiteRedirect
from places.vocabulary import Publication

from .files import PLACE, write_csv

pytestmark = pytest.mark.django_db


def test_importing_again_the_file_of_two_merged_places(tmp_path, author):
    rows = [PLACE, {**PLACE, "id": "double", "telephone": "+33320000001"}]
    file = Request(write_csv(tmp_path / "liste.csv", rows))
    import_file(file)
    kept, merged = Site.objects.order_by("pk")
    merge_sites(author, kept, merged)
    report = import_file(file)
    assert report.created == 0
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert kept.phone == "+33320000001", "taken from the other: protected as a local correction"
    assert merged.publication == Publication.ARCHIVED
    assert SiteRedirect.objects.get().site == kept
    assert load.current().directory.count == 1
