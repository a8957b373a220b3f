"""Two listings of one place made one; or told apart for good."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from ..diagnosis.merging import ASPECT, Choice, moving, proposed
from ..models import (
    Act,
    EquipmentLoan,
    NotDuplicate,
    Site,
    SiteRedirect,
    StopSession,
    WorkshopSession,
)
from ..vocabulary import Publication
from .edit import note_local_edits
from .recording import Author, Writing, act


def merge_sites(
    author: Author, kept: Site, merged: Site, choices: Mapping[str, Choice] | None = None
) -> Act:
    """Archive `merged` and have its address lead to `kept`, which takes from it the aspects
    chosen (those not named: as `diagnosis.merging.proposed` says) and the rows it has not.

    Nothing is deleted: the histories stay, and undoing the act brings both back. What `kept`
    already has (a service of the same category…) stays with the archived listing.
    Raises ValidationError, in French, when the two cannot be merged.
    """
    _check(kept, merged)
    with act(author, f"Fusion de « {merged.name} » dans « {kept.name} »") as writing:
        changed = _take(kept, merged, choices or {})
        changed += _move_parts(kept, merged)
        if kept.relocated_to_id == merged.pk:
            kept.relocated_to = None
            changed.append("relocated_to")
        note_local_edits(kept, author, changed)
        merged.publication = Publication.ARCHIVED
        merged.save(update_fields=["publication", "updated_at"])
        kept.full_clean()
        kept.save()
        _move_loans(kept, merged)
        _move_counts(kept, merged)
        _redirect(kept, merged)
        _send_on(writing, kept, merged)
        writing.touch(kept, merged)
    return writing.record


def tell_apart(author: Author, one: Site, other: Site) -> NotDuplicate:
    """Remember that two listings are two places. Raises ValidationError for one and the same."""
    first, second = sorted((one, other), key=lambda site: site.pk)
    found = NotDuplicate.objects.filter(first=first, second=second).first()
    if found:
        return found
    with act(author, f"« {first.name} » et « {second.name} » : deux lieux différents"):
        pair = NotDuplicate(first=first, second=second)
        pair.full_clean()
        pair.save()
    return pair


def _check(kept: Site, merged: Site) -> None:
    if kept.pk == merged.pk:
        raise ValidationError("Choisissez deux lieux différents.")
    if SiteRedirect.objects.filter(merged__in=(kept, merged)).exists():
        raise ValidationError("Un de ces lieux est déjà fusionné avec un autre.")
    if kept.publication == Publication.ARCHIVED:
        raise ValidationError(f"« {kept.name} » est archivé : gardez plutôt l’autre lieu.")


def _take(kept: Site, merged: Site, choices: Mapping[str, Choice]) -> list[str]:
    """Change the fields of `kept` (unsaved); returns which."""
    changed = []
    for key, aspect in ASPECT.items():
        choice = choices.get(key) or proposed(aspect, kept, merged)
        for name, new in zip(aspect.fields, _chosen(aspect, choice, kept, merged), strict=True):
            if getattr(kept, name) != new:
                setattr(kept, name, new)
                changed.append(name)
    return changed


def _chosen(aspect, choice: Choice, kept: Site, merged: Site) -> list:
    ours = [getattr(kept, name) for name in aspect.fields]
    theirs = [getattr(merged, name) for name in aspect.fields]
    if choice == Choice.BOTH and aspect.is_list:
        return [list(dict.fromkeys([*ours[0], *theirs[0]]))]
    return theirs if choice == Choice.MERGED else ours


def _move_parts(kept: Site, merged: Site) -> list[str]:
    """Give `kept` the rows it has not, and the needs its services do not know yet."""
    changed = []
    for model, rows in moving(kept, merged).items():
        for row in rows:
            row.site = kept
            row.save()
        if rows:
            changed.append(model._meta.get_field("site").remote_field.related_name)
    for session in (
        *WorkshopSession.objects.filter(site=merged, workshop__site=kept),
        *StopSession.objects.filter(site=merged, stop__site=kept),
    ):
        session.site = kept
        session.save()
    if _join_needs(kept, merged):
        changed.append("services")
    for site in (kept, merged):
        getattr(site, "_prefetched_objects_cache", {}).clear()
    return changed


def _join_needs(kept: Site, merged: Site) -> bool:
    """A service that both offer serves the needs of both."""
    theirs = {service.category: service for service in merged.services.all()}
    joined = False
    for service in kept.services.all():
        other = theirs.get(service.category)
        new = [need for need in other.needs if need not in service.needs] if other else []
        if new and service.needs:  # without any, the whole category is offered
            service.needs = [*service.needs, *new]
            service.save(update_fields=["needs"])
            joined = True
    return joined


def _move_loans(kept: Site, merged: Site) -> None:
    for loan in EquipmentLoan.objects.filter(to_site=merged):
        loan.to_site = kept
        loan.save()


def _move_counts(kept: Site, merged: Site) -> None:
    """The months that `kept` did not count: of the others, nobody knows whether to add them."""
    known = set(kept.visit_counts.values_list("month", flat=True))
    for row in merged.visit_counts.exclude(month__in=known):
        row.site = kept
        row.save()


def _redirect(kept: Site, merged: Site) -> None:
    """The address of `merged`, and those that led to it, lead to `kept`."""
    for earlier in SiteRedirect.objects.filter(site=merged):
        earlier.site = kept
        earlier.save()
    redirect = SiteRedirect(merged=merged, slug=merged.slug, site=kept)
    redirect.full_clean()
    redirect.save()


def _send_on(writing: Writing, kept: Site, merged: Site) -> None:
    """Places whose activities had moved to `merged` send people to `kept`."""
    for site in Site.objects.filter(relocated_to=merged).exclude(pk=kept.pk):
        site.relocated_to = kept
        site.save(update_fields=["relocated_to", "updated_at"])
        writing.touch(site)
