"""Write many listings at once, each change with its row of history, inside an act.

Nothing here validates: who calls has built rows that the models accept, and the database's
constraints refuse the others (django.db.IntegrityError).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, models
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from ..models import Actor, Closure, Equipment, Service, Site, Source
from .recording import Writing

BATCH = 500


@dataclass(frozen=True)
class NewPlace:
    """An unsaved site and the unsaved rows it owns."""

    site: Site
    services: Sequence[Service] = ()
    equipment: Sequence[Equipment] = ()
    closures: Sequence[Closure] = ()


def create_places(writing: Writing, places: Sequence[NewPlace]) -> None:
    """Save new sites, then what they own."""
    _create(Site, (place.site for place in places))
    for model, part in ((Service, "services"), (Equipment, "equipment"), (Closure, "closures")):
        rows = []
        for place in places:
            for row in getattr(place, part):
                row.site = place.site  # its key is known only now
                rows.append(row)
        _create(model, rows)
    writing.touch(*(place.site for place in places))


def update_sites(writing: Writing, sites: Sequence[Site], fields: Iterable[str]) -> None:
    """Save these fields of these sites."""
    now = timezone.now()
    for site in sites:
        site.updated_at = now
    _update(Site, sites, {*fields, "updated_at"})
    writing.touch(*sites)


def set_categories(writing: Writing, wanted: Iterable[tuple[Site, Sequence[str]]]) -> None:
    """Give each site (its services loaded) these categories in this order.

    A service that stays keeps its needs, hours and other details.
    """
    new, moved = [], []
    for site, categories in wanted:
        present = {service.category: service for service in site.services.all()}
        for position, category in enumerate(categories):
            service = present.pop(category, None)
            if service is None:
                new.append(Service(site=site, category=category, position=position))
            elif service.position != position:
                service.position = position
                moved.append(service)
        for service in present.values():
            service.delete()
        writing.touch(site)
    _create(Service, new)
    _update(Service, moved, {"position"})


def create_actors(actors: Iterable[Actor]) -> list[Actor]:
    """Save new actors; in their order."""
    return _create(Actor, actors)


def update_actors(writing: Writing, actors: Sequence[Actor], fields: Iterable[str]) -> None:
    """Save these fields of these actors; the documents of all their sites follow."""
    _update(Actor, actors, set(fields))
    ids = [actor.pk for actor in actors]
    members = models.Q(actor__in=ids) | models.Q(actor__parent__in=ids)
    writing.touch_ids(Site.objects.filter(members).values_list("pk", flat=True))


def save_source(writing: Writing, name: str, *, licence: str = "", url: str = "") -> Source:
    """The source of that name; a licence or an address given replaces what it had."""
    source, created = Source.objects.get_or_create(
        name=name, defaults={"licence": licence, "url": url}
    )
    given = {"licence": licence, "url": url}
    changed = [field for field, value in given.items() if value and getattr(source, field) != value]
    if changed and not created:
        for field in changed:
            setattr(source, field, given[field])
        source.save(update_fields=changed)
        writing.touch_ids(source.sites.values_list("pk", flat=True))
    return source


def refresh_statistics() -> None:
    """Tell the database how many rows a large batch has just written.

    Without it PostgreSQL believes the tables still empty until the transaction ends, and takes
    seconds to join each batch of sites with their actors when documents are published.
    """
    with connection.cursor() as cursor:
        for model in (Site, Service, Equipment, Closure, Actor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _create(model: type[models.Model], rows: Iterable[models.Model]) -> list:
    rows = list(rows)
    return bulk_create_with_history(rows, model, batch_size=BATCH) if rows else []


def _update(model: type[models.Model], rows: Sequence[models.Model], fields: set[str]) -> None:
    if rows:
        bulk_update_with_history(rows, model, sorted(fields), batch_size=BATCH)
