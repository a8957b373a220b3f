"""Corrections that somebody proposes and that the coordinator decides.

A proposal changes nothing. Accepting writes the chosen values in one act that names both people;
a value that the listing has overtaken meanwhile is never overwritten unknowingly.
All functions raise django.core.exceptions.ValidationError, with French messages by field.
"""

from collections.abc import Collection, Mapping
from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from ..diagnosis.proposals import (
    FIELDS,
    PART_LABELS,
    PARTS,
    Side,
    is_same,
    part_fields,
    part_today,
    plain,
    seen,
    sides,
    typed,
)
from ..models import Act, Proposal, Site
from ..vocabulary import Origin, ProposalState
from .answers import send_on_commit, tell_contact
from .edit import edit_site
from .recording import Author


class Overtaken(ValidationError):
    """The listing changed meanwhile; nothing was written. `names`: the fields and parts."""

    def __init__(self, names: list[str]):
        labels = [_label(name) for name in names]
        super().__init__(f"La fiche a changé entre-temps : {', '.join(labels)}.")
        self.names = names


def propose(
    author: Author,
    site: Site,
    changes: Mapping[str, object],
    *,
    parts: Mapping[str, list[dict]] | None = None,
    comment: str = "",
    email: str = "",
) -> Proposal:
    """Keep a proposal for the coordinator: only what differs from the listing is kept."""
    site = Site.objects.get(pk=site.pk)
    changes = validated_changes(site, changes)
    parts = _validated_parts(site, parts or {})
    if not changes and not parts:
        raise ValidationError("Rien n’est proposé : la fiche dit déjà cela.")
    proposal = Proposal(
        site=site,
        author=author.name[:200],
        user=author.user if getattr(author.user, "pk", None) else None,
        origin=author.origin,
        email=email,
        comment=comment.strip(),
        changes=plain(changes),
        parts=plain(parts),
        base={
            "changes": {name: plain(getattr(site, name)) for name in changes},
            "parts": {name: part_today(site, name) for name in parts},
        },
    )
    proposal.full_clean()
    proposal.save()
    return proposal


def decide(
    author: Author,
    proposal: Proposal,
    accepted: Collection[str],
    *,
    values: Mapping[str, object] | None = None,
    shown: Mapping[str, str] | None = None,
    answer: str = "",
) -> Proposal:
    """Write the accepted fields and parts, with the values the coordinator may have edited.

    `shown` holds, by name, the mark (`diagnosis.proposals.seen`) of what the listing said when
    the coordinator looked; without it, what it said when the proposal was made. Raises Overtaken
    when it now says something else.
    """
    with transaction.atomic():
        proposal = _locked(proposal)
        site = Site.objects.select_for_update().get(pk=proposal.site_id)
        told = _told(proposal, site)
        names = [name for name in (*proposal.changes, *proposal.parts) if name in accepted]
        if not names:
            raise ValidationError("Cochez ce que vous acceptez, ou refusez avec une raison.")
        overtaken = [name for name in names if not _is_as_shown(proposal, site, name, shown or {})]
        if overtaken:
            raise Overtaken(overtaken)
        both = Author(f"{proposal.author}, accepté par {author.name}", Origin.PROPOSAL, author.user)
        fields = {name: proposal.changes[name] for name in names if name in proposal.changes}
        fields.update({name: held for name, held in (values or {}).items() if name in fields})
        reason = f"Proposition n° {proposal.pk}"
        edit_site(
            both,
            site,
            reason=reason,
            parts={
                name: [typed(PARTS[name], row) for row in proposal.parts[name]]
                for name in names
                if name in proposal.parts
            },
            **typed(Site, fields),
        )
        whole = len(names) == len(proposal.changes) + len(proposal.parts)
        written = Act.objects.filter(origin=Origin.PROPOSAL, reason=reason)
        proposal.act = written.order_by("-pk").first()
        state = ProposalState.ACCEPTED if whole else ProposalState.PARTLY
        return _decided(author, proposal, state, answer, told, names)


def refuse(author: Author, proposal: Proposal, reason: str) -> Proposal:
    """Refuse the whole, with a reason that is also the answer."""
    if not reason.strip():
        raise ValidationError({"answer": "Dites pourquoi vous refusez."})
    with transaction.atomic():
        proposal = _locked(proposal)
        told = _told(proposal, proposal.site)
        return _decided(author, proposal, ProposalState.REFUSED, reason, told)


def withdraw(author: Author, proposal: Proposal) -> Proposal:
    """Its author takes the proposal back."""
    with transaction.atomic():
        return _decided(author, _locked(proposal), ProposalState.WITHDRAWN, "")


def resend(proposal: Proposal) -> None:
    """Try again to send an answer that did not leave."""
    send_on_commit(proposal)


def validated_changes(site: Site, changes: Mapping[str, object]) -> dict[str, object]:
    """Those of `changes` that differ from the listing, if it may become so."""
    unknown = [name for name in changes if name not in FIELDS]
    if unknown:
        raise ValidationError(f"Ceci ne se propose pas : {', '.join(unknown)}.")
    held = typed(Site, changes)
    differing = {
        name: new
        for name, new in held.items()
        if not is_same(Site._meta.get_field(name), new, getattr(site, name))
    }
    after = copy(site)
    for name, new in differing.items():
        setattr(after, name, new)
    if differing:
        after.full_clean()
    return differing


def _validated_parts(site: Site, parts: Mapping[str, list[dict]]) -> dict[str, list[dict]]:
    unknown = [name for name in parts if name not in PARTS]
    if unknown:
        raise ValidationError(f"Ceci ne se propose pas : {', '.join(unknown)}.")
    kept = {}
    for name, rows in parts.items():
        model, errors = PARTS[name], []
        for row in rows:
            try:
                model(site=site, **typed(model, row)).full_clean(
                    validate_unique=False, validate_constraints=False
                )
            except ValidationError as error:
                errors += error.messages
        if errors:
            raise ValidationError([f"{PART_LABELS[name]} : {said}" for said in errors])
        if seen([_whole(model, row) for row in rows]) != seen(part_today(site, name)):
            kept[name] = rows
    return kept


def _whole(model: type[Model], row: Mapping) -> dict:
    """A row with every field of its model, as `part_today` tells it."""
    new = model(**typed(model, row))
    return {name: plain(getattr(new, name)) for name in part_fields(model)}


def _locked(proposal: Proposal) -> Proposal:
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not locked.is_waiting:
        raise ValidationError(
            f"Cette proposition est déjà décidée : {locked.get_state_display().lower()}"
            f" par {locked.decided_by}."
        )
    return locked


def _is_as_shown(proposal: Proposal, site: Site, name: str, shown: Mapping[str, str]) -> bool:
    kind = "changes" if name in proposal.changes else "parts"
    now = part_today(site, name) if kind == "parts" else getattr(site, name)
    expected = shown.get(name) or seen(proposal.base.get(kind, {}).get(name))
    return seen(now) == expected


def _told(proposal: Proposal, site: Site) -> list[Side]:
    """What a contact's proposal asked, in words, before anything is written."""
    return sides(proposal, site) if proposal.origin == Origin.LINK and proposal.email else []


def _decided(
    author: Author,
    proposal: Proposal,
    state: ProposalState,
    answer: str,
    told: Collection[Side] = (),
    accepted: Collection[str] = (),
) -> Proposal:
    proposal.state, proposal.answer = state, answer.strip()
    proposal.decided_at, proposal.decided_by = timezone.now(), author.name[:200]
    proposal.full_clean()
    proposal.save()
    if told:
        tell_contact(proposal, list(told), accepted)
        proposal.refresh_from_db()
    send_on_commit(proposal)
    return proposal


def _label(name: str) -> str:
    if name in PART_LABELS:
        return PART_LABELS[name].lower()
    return str(Site._meta.get_field(name).verbose_name)
