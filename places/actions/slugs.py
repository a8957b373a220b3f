"""Addresses of listings: readable, unique, never given twice."""

from ..models import Site
from ..text import slugify_french

MAX_LENGTH = 110  # leaves room for a number within the column's 120


class SlugMaker:
    """Gives each new site an address nobody has; knows those it gave itself."""

    def __init__(self, taken: set[str] | None = None):
        """`taken`: all addresses in use, for a batch; None asks the database each time."""
        self._taken = taken

    @classmethod
    def for_batch(cls) -> "SlugMaker":
        return cls(set(Site.objects.values_list("slug", flat=True)))

    def make(self, name: str, commune: str) -> str:
        """« Mairie », « Roubaix » → `mairie-roubaix`, then `mairie-roubaix-2`…"""
        stem = slugify_french(name, MAX_LENGTH)
        town = slugify_french(commune, 40)
        if town and town not in stem:
            stem = f"{slugify_french(name, MAX_LENGTH - len(town) - 1)}-{town}"
        stem = stem or "lieu"
        taken = self._taken
        if taken is None:
            starting = Site.objects.filter(slug__startswith=stem)
            taken = set(starting.values_list("slug", flat=True))
        slug, number = stem, 2
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        if self._taken is not None:
            self._taken.add(slug)
        return slug
