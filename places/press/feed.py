"""What readers ask of the press: is there something new, and what."""

from collections.abc import Iterator
from typing import NamedTuple

from ..models import DirectoryVersion, PublishedList, PublishedSite


class Row(NamedTuple):
    """One published document as stored; `payload` is b"" for a tombstone."""

    site_id: int
    slug: str
    payload: bytes


def version() -> int:
    """The version of the last publication (one query)."""
    return DirectoryVersion.objects.values_list("version", flat=True).get(pk=1)


def rows_since(version: int) -> Iterator[Row]:
    """Documents and tombstones published after `version`, by site (one query)."""
    rows = PublishedSite.objects.filter(version__gt=version).order_by("site_id")
    for site_id, slug, payload in rows.values_list("site_id", "slug", "payload").iterator(500):
        yield Row(site_id, slug, payload.encode())


def lists_since(version: int) -> dict[str, str]:
    """The JSON of the lists published after `version`, by key (one query)."""
    rows = PublishedList.objects.filter(version__gt=version)
    return dict(rows.values_list("key", "payload"))
