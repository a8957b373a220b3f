"""« Toujours exact » : somebody who knows says that a listing is true today."""

from collections.abc import Iterable

from django.utils import timezone

from ..models import Site
from ..vocabulary import Confirmation
from .recording import Author, act


def confirm_sites(
    author: Author,
    sites: Iterable[Site],
    how: Confirmation | str = "",
    reason: str = "Toujours exact",
) -> int:
    """Date the confirmation of each site, sign it with the author and say how it was made sure
    of ("" when nobody said); returns how many."""
    sites = list(sites)
    if not sites:
        return 0
    said = f"{reason} ({Confirmation(how).label.lower()})" if how else reason
    with act(author, said) as writing:
        for site in sites:
            site.confirmed_at, site.confirmed_by = timezone.now(), author.name
            site.confirmed_how = how
            site.save(update_fields=["confirmed_at", "confirmed_by", "confirmed_how", "updated_at"])
        writing.touch(*sites)
    return len(sites)
