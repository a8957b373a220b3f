"""Choosing a place among thousands: a search box and the few that answer, without script."""

from django.utils.functional import cached_property

from ...directory import load
from ...models import Site
from ...text import words
from ...vocabulary import Publication

SEARCH, CHOSEN = "cherche", "lieu"
MOST_FOUND = 15


class SiteChoice:
    """What was searched (`cherche`) and chosen (`lieu`, an id) in a form's data."""

    def __init__(self, data, initial: Site | None = None):
        self.text = data.get(SEARCH, "").strip()[:200]
        self.asked = data.get(CHOSEN, "")
        self._initial = initial

    @cached_property
    def chosen(self) -> Site | None:
        """The place chosen, None when nothing is or when it does not exist."""
        if self.asked.isdecimal() and len(self.asked) < 19:
            return Site.objects.filter(pk=int(self.asked)).first()
        return None if self.asked else self._initial

    @cached_property
    def found(self) -> list[Site]:
        """Places that answer the search, accents and beginnings of words aside; a draft is
        found by the letters of its name."""
        if not words(self.text):
            return []
        ids = self._published()
        drafts = Site.objects.exclude(publication=Publication.PUBLISHED)
        found = list(Site.objects.filter(pk__in=ids).select_related("district"))
        found.sort(key=lambda site: ids.index(site.pk))
        room = MOST_FOUND - len(found)
        return [*found, *drafts.filter(name__icontains=self.text).order_by("name")[:room]]

    def _published(self) -> list[int]:
        directory = load.current().directory
        names = directory.suggestible.names
        held = names.holding(words(self.text)) & directory.alive
        if not held.any():
            held = names.holding(words(self.text), mend=True) & directory.alive
        rows = sorted(held.nonzero()[0].tolist(), key=lambda row: directory.name_ranks[row])
        return [directory.document(row).id for row in rows[:MOST_FOUND]]
