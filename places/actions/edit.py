"""Create and correct listings: validated, recorded, published, in one transaction.

`parts` are the rows a site owns, each a dict of the model's fields:
{"services": [...], "equipment": [...], "closures": [...], "awards": [...]}. A part given is the
whole new content of that part; a part not given stays as it is. Awards are never deleted: one
that is no longer listed is withdrawn (see awards_received).
All functions raise django.core.exceptions.ValidationError, with French messages by field.
"""

from collections.abc import Iterable

from django.utils import timezone

from ..models import Closure, Equipment, Service, Site
from ..vocabulary import Origin, Publication
from .awards_received import replace_awards
from .districts import DistrictFinder
from .recording import Author, act
from .slugs import SlugMaker

# part: (model, the fields that tell one row of a site from another)
PARTS = {
    "services": (Service, ("category",)),
    "equipment": (Equipment, ("kind",)),
    "closures": (Closure, ("start", "end")),
}
AWARDS = "awards"


def create_site(author: Author, *, reason: str = "", parts: dict | None = None, **fields) -> Site:
    """A new site with its parts; drafts stay inside, published ones reach the window."""
    site = Site(**fields)
    site.slug = site.slug or SlugMaker().make(site.name, site.commune)
    with act(author, reason or "Création") as writing:
        note_local_edits(site, author, [*fields, *(parts or {})])
        DistrictFinder().complete(site)
        site.full_clean()
        site.save()
        for name, rows in (parts or {}).items():
            _replace_part(author, site, name, rows)
        writing.touch(site)
    return site


def edit_site(
    author: Author, site: Site, *, reason: str = "", parts: dict | None = None, **changes
) -> Site:
    """Change fields and parts of a site; only what differs is written and noted as edited."""
    changed = [name for name, value in changes.items() if getattr(site, name) != value]
    with act(author, reason or "Correction") as writing:
        for name in changed:
            setattr(site, name, changes[name])
        changed += [n for n, rows in (parts or {}).items() if _replace_part(author, site, n, rows)]
        if changed:
            note_local_edits(site, author, changed)
            DistrictFinder().complete(site)
            site.full_clean()
            site.save()
            writing.touch(site)
    return site


def set_publication(author: Author, sites: Iterable[Site], state: Publication) -> int:
    """Publish, hide as a draft or archive several sites at once; returns how many changed."""
    changing = [site for site in sites if site.publication != state]
    if not changing:
        return 0
    with act(author, f"Publication : {state.label}") as writing:
        for site in changing:
            site.publication = state
            site.save(update_fields=["publication", "updated_at"])
        writing.touch(*changing)
    return len(changing)


def note_local_edits(site: Site, author: Author, fields: Iterable[str]) -> None:
    """Remember (unsaved) that `fields` were corrected here now: an older file will not undo it.

    Says nothing of an import's own writing.
    """
    if author.origin == Origin.IMPORT:
        return
    now = timezone.now().isoformat(timespec="seconds")
    site.local_edits = {**site.local_edits, **dict.fromkeys(fields, now)}


def _replace_part(author: Author, site: Site, name: str, rows: list[dict]) -> bool:
    """Make `rows` the content of a part; rows that keep their key keep their history.

    Returns whether anything changed.
    """
    if name == AWARDS:
        return replace_awards(site, rows, author.name)
    model, key_fields = PARTS[name]
    kept = {_key(row, key_fields): row for row in getattr(site, name).all()}
    changed = False
    for values in rows:
        key = tuple(values.get(field) for field in key_fields)
        row = kept.pop(key, None)
        is_new = row is None
        row = row or model(site=site)
        if is_new or any(getattr(row, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(row, field, value)
            row.full_clean()
            row.save()
            changed = True
    for row in kept.values():
        row.delete()
        changed = True
    getattr(site, "_prefetched_objects_cache", {}).pop(name, None)
    return changed


def _key(row, fields: tuple[str, ...]) -> tuple:
    return tuple(getattr(row, field) for field in fields)
