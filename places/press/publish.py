"""Writes and withdraws public documents, inside the transaction of the action that asks."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from .. import models
from ..hours.sessions import Rule, is_over
from ..models.need import is_misspelt
from ..models.repeating import Repeating
from ..vocabulary import AwardState, Confirmation, Mobility, Publication, SiteStatus
from . import document as public

BATCH = 500
LONG_AGO = date(2000, 1, 1)  # a pause has an end, its beginning does not matter
SESSIONS_KEPT = timedelta(days=31)  # sessions over for longer are not told any more
LISTS = ("needs", "districts")
CONFIRMED_BY = {Confirmation.LINK: "le lieu", Confirmation.IMPORT: "la source"}


def next_version() -> int:
    """The version of this publication.

    The row stays locked until the transaction ends, so versions become visible in their order.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A publication belongs to the transaction of an action.")
    models.DirectoryVersion.objects.filter(pk=1).update(version=F("version") + 1)
    return models.DirectoryVersion.objects.values_list("version", flat=True).get(pk=1)


def publish_sites(site_ids: Iterable[int]) -> int:
    """Publish the new document of each site, or its tombstone; returns the version."""
    version = next_version()
    for ids in _batches(site_ids):
        sites = models.Site.objects.filter(pk__in=ids).with_public_parts()
        models.PublishedSite.objects.bulk_create(
            [_row(site, version) for site in sites],
            update_conflicts=True,
            unique_fields=["site"],
            update_fields=["version", "slug", "payload", "published_at"],
        )
    return version


def publish_lists() -> int:
    """Publish again the needs and districts that documents refer to."""
    version = next_version()
    for key, entries in (("needs", _needs()), ("districts", _districts())):
        models.PublishedList.objects.update_or_create(
            key=key, defaults={"version": version, "payload": public.encode(tuple(entries))}
        )
    return version


def is_public(site: models.Site) -> bool:
    """A place closed for good leaves the window, like a draft or an archived one."""
    return site.publication == Publication.PUBLISHED and site.status != SiteStatus.CLOSED


def document_of(site: models.Site) -> public.SiteDocument:
    """The public record of a site loaded `with_public_parts`."""
    district, actor = site.district, site.actor
    return public.SiteDocument(
        id=site.pk,
        slug=site.slug,
        **{name: getattr(site, name) for name in _SAME_TEXT},
        **{name: tuple(getattr(site, name)) for name in _SAME_LIST},
        actor=actor.name if actor else "",
        pivot=actor.pivot if actor else "",
        network=actor.parent.name if actor and actor.parent else "",
        district=district.slug if district else "",
        sector=district.parent.slug if district and district.parent else "",
        closures=tuple(_closures(site)),
        services=tuple(_services(site)),
        equipment=tuple(_equipment(site)),
        labels=tuple(_labels(site)),
        workshops=tuple(_workshops(site)),
        stops=tuple(_stops(site)),
        roves=_roves(site),
        relocated_to=site.relocated_to.slug if site.relocated_to else "",
        relocated_name=site.relocated_to.name if site.relocated_to else "",
        confirmed_by=_confirmed_by(site),
        source=_source(site),
        updated_on=site.source_updated_on or timezone.localdate(site.updated_at),
    )


_SAME_TEXT = """name summary description address address_complement postal_code insee_code commune
latitude longitude precision home_visits home_visit_area phone booking_url hours price_details
to_bring wheelchair access_details acceslibre_url other_trainings status paused_until
status_reason relocation_details confirmed_at external_id collected_by
source_details""".split()
_SAME_LIST = """kinds other_kinds mobility emails websites access_modes support_modes audiences
special_care fees languages programmes trainings home_visit_districts home_visit_communes
remote_means example_fields""".split()


def _row(site: models.Site, version: int) -> models.PublishedSite:
    payload = public.encode(document_of(site)) if is_public(site) else ""
    return models.PublishedSite(
        site_id=site.pk,
        version=version,
        slug=site.slug,
        payload=payload,
        published_at=timezone.now(),
    )


def _closures(site: models.Site) -> Iterator[public.PublicClosure]:
    for closure in site.closures.all():
        yield public.PublicClosure(
            start=closure.start,
            end=closure.end,
            reason=closure.reason,
            replacement=closure.replacement,
        )
    if site.status == SiteStatus.PAUSED:
        yield public.PublicClosure(
            start=LONG_AGO,
            end=site.paused_until,
            reason=site.status_reason,
            outranks=True,
        )


def _services(site: models.Site) -> Iterator[public.PublicService]:
    for service in site.services.all():
        yield public.PublicService(
            category=service.category,
            needs=tuple(service.needs),
            support_modes=tuple(service.support_modes),
            audiences=tuple(service.audiences),
            fees=tuple(service.fees),
            appointment=service.appointment,
            hours=service.hours,
            details=service.details,
        )


def _equipment(site: models.Site) -> Iterator[public.PublicEquipment]:
    for item in site.equipment.all():
        yield public.PublicEquipment(
            kind=item.kind,
            count=item.count,
            price_cents=item.price_cents,
            price_unit=item.price_unit if item.price_cents is not None else "",
            details=item.details,
        )


def _labels(site: models.Site) -> Iterator[public.PublicLabel]:
    for award in site.awards.all():
        if award.state in AwardState.in_force():
            yield public.PublicLabel(
                code=award.label.code,
                name=award.label.name,
                guarantee=award.label.guarantee,
                since=award.starts_on,
                until=award.ends_on,
            )


_WORKSHOP = """id title level description audience is_free price places register register_phone
register_url register_details rrule start at minutes ends_on updated_at""".split()
_SESSION = "day at cancelled reason places_left added".split()


_STOP = """id spot address postal_code commune latitude longitude precision note rrule start at
minutes ends_on updated_at""".split()


def _workshops(site: models.Site) -> Iterator[public.PublicWorkshop]:
    """Published ones that are not over, with their exceptions from last month on."""
    for workshop in site.workshops.all():
        shown = public.PublicWorkshop(
            **{name: getattr(workshop, name) for name in _WORKSHOP},
            needs=tuple(workshop.needs),
            sessions=_sessions(workshop),
        )
        if _is_told(workshop, shown):
            yield shown


def _stops(site: models.Site) -> Iterator[public.PublicStop]:
    """Published ones that are not over, with their exceptions from last month on."""
    for stop in site.stops.all():
        district = stop.district
        shown = public.PublicStop(
            **{name: getattr(stop, name) for name in _STOP},
            district=district.slug if district else "",
            sector=district.parent.slug if district and district.parent else "",
            sessions=_sessions(stop),
        )
        if _is_told(stop, shown):
            yield shown


def _sessions(whole: Repeating) -> tuple[public.PublicSession, ...]:
    since = timezone.localdate() - SESSIONS_KEPT
    return tuple(
        public.PublicSession(**{name: getattr(row, name) for name in _SESSION})
        for row in whole.sessions.all()
        if row.day >= since
    )


def _is_told(whole: Repeating, shown: Rule) -> bool:
    is_published = whole.publication == Publication.PUBLISHED
    return is_published and not is_over(shown, timezone.localdate() - SESSIONS_KEPT)


def _roves(site: models.Site) -> bool:
    """An itinerant place without a door, once a stop of it was announced."""
    was_announced = any(stop.publication != Publication.DRAFT for stop in site.stops.all())
    return site.mobility == [Mobility.ITINERANT] and was_announced


def _confirmed_by(site: models.Site) -> str:
    """In what quality somebody confirmed the listing, never who: accounts stay inside."""
    if site.confirmed_at is None:
        return ""
    return CONFIRMED_BY.get(site.confirmed_how, "la coordination")


def _source(site: models.Site) -> public.PublicSource | None:
    if site.source is None:
        return None
    source = site.source
    return public.PublicSource(name=source.name, licence=source.licence, url=source.url)


def _needs() -> Iterator[public.PublicNeed]:
    for need in models.Need.objects.filter(active=True):
        yield public.PublicNeed(
            code=need.code,
            name=need.name,
            categories=tuple(need.categories),
            pictogram=need.pictogram,
            terms=tuple(term["text"] for term in need.terms),
            misspelt=tuple(term["text"] for term in need.terms if is_misspelt(term)),
            rank=need.rank,
        )


def _districts() -> Iterator[public.PublicDistrict]:
    for district in models.District.objects.select_related("parent"):
        yield public.PublicDistrict(
            slug=district.slug,
            name=district.name,
            parent=district.parent.slug if district.parent else "",
            commune=district.commune,
            latitude=district.latitude,
            longitude=district.longitude,
            is_qpv=district.is_qpv,
        )


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
