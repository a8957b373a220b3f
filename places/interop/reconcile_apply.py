"""Write what a comparison decided, through the bulk actions."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..actions import batch
from ..actions.recording import Writing
from ..actions.slugs import SlugMaker
from ..models import Service, Site, Source
from ..vocabulary import KIND_TO_NATIONAL, NATIONAL_TO_KIND, Precision, Publication
from .national import ASPECTS, Aspect, PlaceRecord
from .reconcile import Comparison
from .reconcile_actors import ActorBook, ActorKey, key_of

_BY_NAME = {aspect.attributes[0]: aspect for aspect in ASPECTS}
ACTOR, SERVICES = _BY_NAME["pivot"], _BY_NAME["categories"]


class Creation(NamedTuple):
    record: PlaceRecord
    source: str


class Update(NamedTuple):
    """`site` is loaded `with_public_parts`."""

    site: Site
    comparison: Comparison


class Applier:
    """Writes batches of an import. `begin()` opens the act at the first thing to write."""

    def __init__(
        self,
        begin: Callable[[], Writing],
        actors: ActorBook,
        *,
        licence: str = "",
        source_url: str = "",
    ):
        self._begin = begin
        self._actors = actors
        self._licence, self._source_url = licence, source_url
        self._sources: dict[str, Source] = {}
        self._slugs: SlugMaker | None = None

    def apply(self, creations: list[Creation], updates: list[Update]) -> None:
        """Write one batch; nothing happens when it is empty."""
        if not (creations or updates):
            return
        writing = self._begin()
        naming = [creation.record for creation in creations]
        naming += [found.record for _, found in updates if ACTOR in found.changes]
        actor_ids = self._actors.resolve(writing, naming)
        batch.create_places(writing, [self.new_place(c, actor_ids) for c in creations])
        self._update(writing, updates, actor_ids)

    def describe_sources(self, names: Iterable[str]) -> None:
        """Give the licence and the address to sources whose places did not change."""
        if not (self._licence or self._source_url):
            return
        for source in Source.objects.filter(name__in=names):
            given = (self._licence or source.licence, self._source_url or source.url)
            if given != (source.licence, source.url):
                self._source(source.name)

    def new_place(self, creation: Creation, actor_ids: dict[ActorKey, int]) -> batch.NewPlace:
        """The unsaved site of a record, published, with its services."""
        record = creation.record
        source = self._source(creation.source)
        self._slugs = self._slugs or SlugMaker.for_batch()
        site = Site(
            slug=self._slugs.make(record.name, record.commune),
            source=source,
            external_id=record.external_id,
            publication=Publication.PUBLISHED,
            extra=record.extra,
            unread=record.unread,
        )
        for aspect in ASPECTS:
            _set(site, aspect, record, actor_ids)
        services = [
            Service(category=category, position=position)
            for position, category in enumerate(record.categories)
        ]
        return batch.NewPlace(site, services)

    def _update(
        self, writing: Writing, updates: list[Update], actor_ids: dict[ActorKey, int]
    ) -> None:
        fields: set[str] = set()
        categories = []
        for site, comparison in updates:
            record = comparison.record
            for aspect in comparison.changes:
                fields |= _set(site, aspect, record, actor_ids)
            fields |= _forget_edits(site, comparison)
            if comparison.extra is not None:
                site.extra = comparison.extra
                fields.add("extra")
            if comparison.unread is not None:
                site.unread = comparison.unread
                fields.add("unread")
            if SERVICES in comparison.changes:
                categories.append((site, record.categories))
        batch.update_sites(writing, [update.site for update in updates], fields)
        batch.set_categories(writing, categories)

    def _source(self, name: str) -> Source:
        if name not in self._sources:
            self._sources[name] = batch.save_source(
                self._begin(), name, licence=self._licence, url=self._source_url
            )
        return self._sources[name]


def _set(
    site: Site, aspect: Aspect, record: PlaceRecord, actor_ids: dict[ActorKey, int]
) -> set[str]:
    """Set one aspect of a site; returns the fields it set (none for the part `services`)."""
    found = _fields(site, aspect, record, actor_ids)
    for name, value in found.items():
        setattr(site, name, value)
    return {name.removesuffix("_id") for name in found}


def _fields(
    site: Site, aspect: Aspect, record: PlaceRecord, actor_ids: dict[ActorKey, int]
) -> dict[str, object]:
    match aspect.attributes:
        case ("pivot", _):
            key = key_of(record)
            return {"actor_id": actor_ids[key] if key else None}
        case ("latitude", "longitude"):
            precision = Precision.EXACT.value if record.latitude is not None else ""
            return {
                "latitude": record.latitude,
                "longitude": record.longitude,
                "precision": precision,
            }
        case ("typologies", "other_kinds"):
            return {
                "kinds": _kinds(site.kinds, record.typologies),
                "other_kinds": list(record.other_kinds),
            }
        case ("collector",):
            named = site.source.name if site.source else ""
            return {"collected_by": "" if record.collector == named else record.collector}
        case ("updated_on",):
            return {"source_updated_on": record.updated_on}
        case ("categories",):
            return {}
    (attribute,) = aspect.attributes
    value = getattr(record, attribute)
    return {attribute: list(value) if isinstance(value, tuple) else value}


def _kinds(ours: list[str], typologies: tuple[str, ...]) -> list[str]:
    """Our kinds for these national codes: the finer ones we had stay, as those without a code."""
    kinds = []
    for national in typologies:
        finer = [kind for kind in ours if KIND_TO_NATIONAL.get(kind) == national]
        kinds += finer or [NATIONAL_TO_KIND[national]]
    return kinds + [kind for kind in ours if not KIND_TO_NATIONAL.get(kind)]


def _forget_edits(site: Site, comparison: Comparison) -> set[str]:
    """A local correction that a newer file replaced protects nothing any more."""
    replaced = {name for aspect in comparison.changes for name in aspect.edits}
    kept = {name: at for name, at in site.local_edits.items() if name not in replaced}
    if kept == site.local_edits:
        return set()
    site.local_edits = kept
    return {"local_edits"}
