"""« Toujours exact » : somebody who knows says that a listing is true today."""

from collections.abc import Iterable

from django.utils import timezone

from ..models import Site
from .recording import Author, act


def confirm_sites(author: Author, sites: Iterable[Site], reason: str = "Toujours exact") -> int:
    """Date the confirmation of each site and sign it with the author; returns how many."""
    sites = list(sites)
    if not sites:
        return 0
    with act(author, reason) as writing:
        for site in sites:
            site.confirmed_at, site.confirmed_by = timezone.now(), author.name
            site.save(update_fields=["confirmed_at", "confirmed_by", "updated_at"])
        writing.touch(*sites)
    return len(sites)
