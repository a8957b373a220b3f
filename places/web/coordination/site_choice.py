"""Choosing a place among thousands: a search box and the few that answer, without script."""

from django.utils.functional import cached_property

from ...directory import load
from ...models import Site
from ...text import STOP_WORDS, words
from ...vocabulary import Publication

SEARCH, CHOSEN = "cherche", "lieu"
MOST_FOUND = 15
MOST_WORDS = 8


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
        if not self._typed:
            return []
        ids = self._published()
        drafts = Site.objects.exclude(publication=Publication.PUBLISHED)
        found = list(Site.objects.filter(pk__in=ids).select_related("district"))
        found.sort(key=lambda site: ids.index(site.pk))
        room = MOST_FOUND - len(found)
        return [*found, *drafts.filter(name__icontains=self.text).order_by("name")[:room]]

    @cached_property
    def _typed(self) -> list[str]:
        return [word for word in words(self.text)[:MOST_WORDS] if word not in STOP_WORDS]

    def _published(self) -> list[int]:
        directory = load.current().directory
        names = directory.suggestible.names
        held = names.holding(self._typed) & directory.alive
        if not held.any():
            held = names.holding(self._typed, mend=True) & directory.alive
        rows = sorted(held.nonzero()[0].tolist(), key=lambda row: directory.name_ranks[row])
        return [directory.document(row).id for row in rows[:MOST_FOUND]]
