"""Which actor runs a place: one by SIRET or RNA, else one by the place's name and its network."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from ..actions import batch
from ..actions.recording import Writing
from ..models import Actor, Site
from .national import PlaceRecord


class ActorKey(NamedTuple):
    """With a pivot the name does not tell one from another."""

    pivot: str
    name: str
    network: str


def key_of(record: PlaceRecord) -> ActorKey | None:
    """The actor a record names, None when it names none."""
    if record.pivot:
        return ActorKey(record.pivot, "", "")
    if record.network:
        return ActorKey("", record.name, record.network)
    return None


class ActorBook:
    """All actors, in memory (id, name, pivot, parent), as found and as they become."""

    def __init__(self):
        rows = list(Actor.objects.order_by("pk").values_list("pk", "name", "pivot", "parent_id"))
        self._names = {pk: name for pk, name, _, _ in rows}
        self._parents = {pk: parent for pk, _, _, parent in rows if parent}
        self._heads = set(self._parents.values())
        self._named: dict[str, list[int]] = defaultdict(list)
        self._ids: dict[ActorKey, int] = {}
        for pk, name, pivot, parent in rows:
            self._named[name].append(pk)
            network = self._names[parent] if parent else ""
            key = ActorKey(pivot, "", "") if pivot else ActorKey("", name, network)
            self._ids.setdefault(key, pk)
        self._network_found = {pk: self._names[parent] for pk, parent in self._parents.items()}
        self._sources: dict[int, set[str | None]] = defaultdict(set)
        used = Site.objects.exclude(actor=None).values_list("actor_id", "source__name").distinct()
        for actor_id, source in used.order_by():
            self._sources[actor_id].add(source)

    def network_found(self, actor_id: int | None) -> str:
        """The network of an actor before this import changed anything."""
        return self._network_found.get(actor_id, "")

    def network_kept(self, pivot: str, source: str, *, silent: bool = False) -> str:
        """The network to keep when `source` names none for this pivot.

        Only the source of all the actor's places may take its network away; a `silent` one,
        whose file has no such column, never does.
        """
        actor_id = self._ids.get(ActorKey(pivot, "", ""))
        if actor_id is None or (not silent and self._sources[actor_id] == {source}):
            return ""
        return self.network_found(actor_id)

    def resolve(self, writing: Writing, records: Iterable[PlaceRecord]) -> dict[ActorKey, int]:
        """Key → id of the actors that records name, created or given their network as needed."""
        wanted: dict[ActorKey, PlaceRecord] = {}
        for record in records:
            if key := key_of(record):
                wanted.setdefault(key, record)
        self._create_networks(wanted)
        self._create(wanted)
        self._move(writing, wanted)
        return {key: self._ids[key] for key in wanted}

    def _create(self, wanted: dict[ActorKey, PlaceRecord]) -> None:
        new = {key: record for key, record in wanted.items() if key not in self._ids}
        created = batch.create_actors(
            Actor(
                name=record.name,
                pivot=record.pivot,
                parent_id=self._network_id(record.network, None),
            )
            for record in new.values()
        )
        for key, actor in zip(new, created, strict=True):
            self._ids[key] = actor.pk
            self._remember(actor)

    def _create_networks(self, wanted: dict[ActorKey, PlaceRecord]) -> None:
        """One actor for each network nobody is named like, or that only the place itself is."""
        missing = dict.fromkeys(
            record.network
            for key, record in wanted.items()
            if record.network and self._network_id(record.network, self._ids.get(key)) is None
        )
        for actor in batch.create_actors(Actor(name=name) for name in missing):
            self._remember(actor)

    def _move(self, writing: Writing, wanted: dict[ActorKey, PlaceRecord]) -> None:
        """Give actors the network their place's row now names; their other places change too."""
        moved = {}
        for key, record in wanted.items():
            actor_id = self._ids[key]
            parent = self._parents.get(actor_id)
            if (self._names[parent] if parent else "") != record.network:
                moved[actor_id] = self._network_id(record.network, actor_id)
        if not moved:
            return
        actors = list(Actor.objects.filter(pk__in=moved))
        for actor in actors:
            actor.parent_id = moved[actor.pk]
            self._parents[actor.pk] = actor.parent_id
            self._heads.add(actor.parent_id)
        batch.update_actors(writing, actors, ["parent"])

    def _network_id(self, name: str, member: int | None) -> int | None:
        """The actor of that name, never the member itself; one that has members comes first."""
        found = [pk for pk in self._named.get(name, ()) if pk != member] if name else []
        return next((pk for pk in found if pk in self._heads), found[0] if found else None)

    def _remember(self, actor: Actor) -> None:
        self._names[actor.pk] = actor.name
        self._named[actor.name].append(actor.pk)
        if actor.parent_id:
            self._parents[actor.pk] = actor.parent_id
            self._heads.add(actor.parent_id)
