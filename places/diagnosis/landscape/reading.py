"""The places of a directory, read once for all the tables."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from ...directory.columns import Directory
from ...press.document import PublicDistrict, SiteDocument
from ...text import normalise
from ...vocabulary import SiteStatus
from .figures import Listing

NO_QUARTIER = "Sans quartier connu"


@dataclass(frozen=True, eq=False)
class Places:
    """`documents` are the places shown on the site, in the order of `rows`."""

    directory: Directory
    rows: tuple[int, ...]
    documents: tuple[SiteDocument, ...]

    @classmethod
    def of(cls, directory: Directory) -> "Places":
        rows = tuple(directory.rows().tolist())
        return cls(directory, rows, tuple(directory.document(row) for row in rows))

    def __len__(self) -> int:
        return len(self.documents)

    @cached_property
    def quartiers(self) -> tuple[PublicDistrict, ...]:
        """The districts that hold no other: sectors are sums of these."""
        districts = self.directory.lists.districts
        parents = {district.parent for district in districts}
        held = [district for district in districts if district.slug not in parents]
        return tuple(sorted(held, key=lambda one: normalise(one.name)))

    @cached_property
    def by_quartier(self) -> dict[str, list[SiteDocument]]:
        """Places by the slug their listing tells, a quartier or a sector; "" without one."""
        held = defaultdict(list)
        for document in self.documents:
            held[document.district].append(document)
        return held

    @cached_property
    def quartier_rows(self) -> list[tuple[str, list[SiteDocument], Listing | None]]:
        """(name, places, their list) of each quartier, then of the places of which the sector
        alone is known, then of those without any."""
        quartiers = {one.slug for one in self.quartiers}
        known = self.directory.lists.district_by_slug
        found = [
            (one.name, self.by_quartier.get(one.slug, []), asking("quartier", one.slug))
            for one in self.quartiers
        ]
        vague = [
            (f"{known[slug].name}, sans plus de précision", held, None)
            for slug, held in sorted(self.by_quartier.items())
            if slug in known and slug not in quartiers
        ]
        nowhere = [one for one in self.documents if one.district not in known]
        return [*found, *vague, *([(NO_QUARTIER, nowhere, None)] if nowhere else [])]

    @property
    def out_of(self) -> str:
        return out_of(len(self))


def asking(*pairs: str) -> Listing:
    """The public list for `group, value, group, value…`."""
    return Listing(tuple(zip(pairs[::2], pairs[1::2], strict=True)))


def in_table(code: str) -> Listing:
    """The table of the same état des lieux that tells a figure row by row."""
    return Listing(route="landscape", anchor=code)


def some(number: int, one: str, many: str = "") -> str:
    """« 0 lieu », « 1 lieu », « 2 lieux »: French takes the plural from two."""
    return f"{number} {one if number < 2 else many or f'{one}s'}"


def out_of(number: int) -> str:
    return f"Sur {some(number, 'lieu', 'lieux')}."


def is_paused(document: SiteDocument) -> bool:
    return document.status == SiteStatus.PAUSED
