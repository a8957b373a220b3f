"""A town's starting file: its districts, labels, actors and places (fixtures/roubaix.json).

What a source attests stands in the entry itself; what is only there to show the site at work
stands under `example`, and the loader lists it in `Site.example_fields`: an invented value
cannot enter unmarked. Names, addresses, phones and labels have no place under `example`.
Days are counted back from the load, positions are WGS 84.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone
from msgspec import UNSET, UnsetType

from ..actions.edit import create_site, edit_site
from ..actions.recording import Author, act
from ..actions.stops import save_stop
from ..actions.thesaurus import save_districts
from ..actions.workshops import save_workshop
from ..models import Actor, District, Label, LabelCriterion, Site, Source, Stop, Workshop
from ..vocabulary import Precision, Publication

REASON = "Chargement du fichier de la ville"
EXAMPLE_AUTHOR = "Exemple"


class _Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Base of every part of the file; a misspelt name is an error."""


class Town(_Entry):
    name: str
    insee_code: str
    postal_code: str


class SourceEntry(_Entry):
    name: str
    licence: str = ""
    url: str = ""


class DistrictEntry(_Entry):
    slug: str
    name: str
    parent: str | None = None  # slug of the secteur, which stands before
    latitude: float | None = None
    longitude: float | None = None
    is_qpv: bool | None = None
    is_example: bool = False


class CriterionEntry(_Entry):
    text: str
    help_text: str = ""
    required: bool = True


class LabelEntry(_Entry):
    code: str
    name: str
    guarantee: str = ""
    charter: str = ""
    duration_months: int | None = None
    url: str = ""
    criteria: list[CriterionEntry] = []


class ActorEntry(_Entry):
    code: str  # only within the file
    name: str
    parent: str | None = None  # code of an actor that stands before
    website: str = ""


class ServiceEntry(_Entry):
    category: str
    needs: list[str] = []
    support_modes: list[str] = []
    audiences: list[str] = []
    fees: list[str] = []
    appointment: str = ""
    hours: str = ""
    details: str = ""


class EquipmentEntry(_Entry):
    kind: str
    count: int | None = None
    price_cents: int | None = None
    price_unit: str = "la page"
    details: str = ""


class ClosureEntry(_Entry):
    start: date
    end: date | None = None
    reason: str = ""
    replacement: str = ""


class WorkshopEntry(_Entry):
    """Weekly or monthly: it never ages. `started_days_ago` before the day it is loaded."""

    title: str
    rrule: str
    at: time
    minutes: int
    started_days_ago: int = 28
    needs: list[str] = []
    level: str = ""
    description: str = ""
    audience: str = ""
    is_free: bool | None = None
    price: str = ""
    places: int | None = None
    register: str = ""
    register_details: str = ""


class StopEntry(_Entry):
    """Weekly or monthly, like a workshop: it never ages. Placed in its quartier."""

    spot: str
    district: str  # slug
    rrule: str
    at: time
    minutes: int
    started_days_ago: int = 28
    note: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Offer(_Entry):
    """How a place welcomes people: either attested, or given as an example."""

    hours: str | UnsetType = UNSET
    access_modes: list[str] | UnsetType = UNSET
    audiences: list[str] | UnsetType = UNSET
    special_care: list[str] | UnsetType = UNSET
    fees: list[str] | UnsetType = UNSET
    price_details: str | UnsetType = UNSET
    to_bring: str | UnsetType = UNSET
    languages: list[str] | UnsetType = UNSET
    wheelchair: str | UnsetType = UNSET
    access_details: str | UnsetType = UNSET
    home_visits: bool | UnsetType = UNSET
    home_visit_area: str | UnsetType = UNSET
    services: list[ServiceEntry] | UnsetType = UNSET
    equipment: list[EquipmentEntry] | UnsetType = UNSET
    closures: list[ClosureEntry] | UnsetType = UNSET

    def values(self) -> dict:
        """What this offer says, parts as lists of dicts."""
        said = {name: getattr(self, name) for name in Offer.__struct_fields__}
        return {
            name: [msgspec.structs.asdict(row) for row in value] if name in PARTS else value
            for name, value in said.items()
            if value is not UNSET
        }


class Example(Offer):
    confirmed_days_ago: int | None = None
    workshops: list[WorkshopEntry] = []
    stops: list[StopEntry] = []


class SiteEntry(Offer, kw_only=True):  # kw_only is not inherited
    external_id: str
    name: str
    kinds: list[str]
    actor: str | None = None  # code
    description: str = ""
    address: str = ""
    district: str | None = None  # slug
    latitude: float | None = None
    longitude: float | None = None
    mobility: list[str] = []
    phone: str = ""  # E.164
    websites: list[str] = []
    programmes: list[str] = []
    trainings: list[str] = []
    status: str = "ouvert"
    status_reason: str = ""
    relocated_to: str | None = None  # external_id of another site of the file
    relocation_details: str = ""
    source_details: str
    source_updated_on: date | None = None
    example: Example = Example()


class TownFile(_Entry):
    town: Town
    source: SourceEntry
    districts: list[DistrictEntry]
    labels: list[LabelEntry]
    actors: list[ActorEntry]
    sites: list[SiteEntry]


PARTS = ("services", "equipment", "closures")
SAME_FIELDS = (
    *("external_id", "name", "kinds", "description", "address", "mobility", "phone", "websites"),
    *("programmes", "trainings", "status", "status_reason", "relocation_details"),
    *("source_details", "source_updated_on"),
)


@dataclass(frozen=True)
class Tally:
    """What a load did; `kept` places were already there and stay as they are."""

    created: int
    kept: int
    districts: int
    labels: int
    actors: int


def read_town(path: Path) -> TownFile:
    """Raises OSError, or msgspec.ValidationError that names the wrong entry."""
    return msgspec.json.decode(Path(path).read_bytes(), type=TownFile)


@transaction.atomic
def load_town(path: Path, author: Author) -> Tally:
    """Create what the file names and the base lacks, published; touch nothing that exists.

    Raises as `read_town` does, and django's ValidationError when a value is not allowed.
    """
    file = read_town(path)
    districts = _add_districts(author, file)
    with act(author, REASON):
        labels = _add_labels(file)
        actors, actors_added = _add_actors(file)
        source, _ = Source.objects.get_or_create(
            name=file.source.name, defaults=msgspec.structs.asdict(file.source)
        )
    known = {site.external_id: site for site in source.sites.exclude(external_id="")}
    quartiers = {row.slug: row for row in District.objects.filter(commune=file.town.name)}
    new = [entry for entry in file.sites if entry.external_id not in known]
    for entry in new:
        actor = actors[entry.actor] if entry.actor else None
        district = quartiers[entry.district] if entry.district else None
        known[entry.external_id] = _create(author, file.town, entry, source, actor, district)
    for entry in new:
        if entry.relocated_to:
            target = known[entry.relocated_to]
            edit_site(author, known[entry.external_id], reason=REASON, relocated_to=target)
    return Tally(len(new), len(file.sites) - len(new), districts, labels, actors_added)


def _create(
    author: Author,
    town: Town,
    entry: SiteEntry,
    source: Source,
    actor: Actor | None,
    district: District | None,
) -> Site:
    example = entry.example.values()
    offer = entry.values() | example
    parts = {name: offer.pop(name) for name in PARTS if name in offer}
    marked = list(example)
    if entry.example.confirmed_days_ago is not None:
        days = timedelta(days=entry.example.confirmed_days_ago)
        offer |= {"confirmed_at": timezone.now() - days, "confirmed_by": EXAMPLE_AUTHOR}
        marked.append("confirmed_at")
    if entry.example.workshops:
        marked.append("workshops")
    if entry.example.stops:
        marked.append("stops")
    site = create_site(
        author,
        reason=REASON,
        parts=parts,
        commune=town.name,
        postal_code=town.postal_code,
        insee_code=town.insee_code,
        source=source,
        actor=actor,
        district=district,
        publication=Publication.PUBLISHED,
        example_fields=marked,
        **_position(entry, district),
        **{name: getattr(entry, name) for name in SAME_FIELDS},
        **offer,
    )
    _add_workshops(author, site, entry.example.workshops)
    _add_stops(author, site, entry.example.stops)
    return site


def _add_workshops(author: Author, site: Site, entries: list[WorkshopEntry]) -> None:
    for entry in entries:
        save_workshop(author, Workshop(site=site), reason=REASON, **_begun(entry))


def _add_stops(author: Author, site: Site, entries: list[StopEntry]) -> None:
    for entry in entries:
        district = District.objects.get(slug=entry.district)
        town = {name: getattr(site, name) for name in ("commune", "postal_code", "insee_code")}
        values = _begun(entry) | town | {"district": district} | _position(entry, district)
        save_stop(author, Stop(site=site), reason=REASON, **values)


def _begun(entry: WorkshopEntry | StopEntry) -> dict:
    """Its values, published, with the day it began."""
    values = msgspec.structs.asdict(entry)
    start = timezone.localdate() - timedelta(days=values.pop("started_days_ago"))
    return values | {"start": start, "publication": Publication.PUBLISHED}


def _position(entry: SiteEntry | StopEntry, district: District | None) -> dict:
    """The attested point, or else the middle of the quartier, said to be no better."""
    if entry.latitude is not None:
        at, precision = entry, Precision.EXACT
    elif district and district.latitude is not None:
        at, precision = district, Precision.DISTRICT
    else:
        return {}
    return {"latitude": at.latitude, "longitude": at.longitude, "precision": precision}


def _add_districts(author: Author, file: TownFile) -> int:
    there = set(District.objects.values_list("slug", flat=True))
    town = {"commune": file.town.name, "insee_code": file.town.insee_code}
    new = [
        msgspec.structs.asdict(entry) | town for entry in file.districts if entry.slug not in there
    ]
    if new:
        save_districts(author, new)
    return len(new)


def _add_labels(file: TownFile) -> int:
    there = set(Label.objects.values_list("code", flat=True))
    new = [entry for entry in file.labels if entry.code not in there]
    for entry in new:
        values = msgspec.structs.asdict(entry)
        criteria = values.pop("criteria")
        label = _save(Label(**values))
        for position, criterion in enumerate(criteria, start=1):
            values = msgspec.structs.asdict(criterion)
            _save(LabelCriterion(label=label, position=position, **values))
    return len(new)


def _add_actors(file: TownFile) -> tuple[dict[str, Actor], int]:
    """The actors by their code in the file (matched by name), and how many are new."""
    actors: dict[str, Actor] = {}
    added = 0
    for entry in file.actors:
        actor = Actor.objects.filter(name=entry.name).first()
        if actor is None:
            parent = actors[entry.parent] if entry.parent else None
            actor = _save(Actor(name=entry.name, website=entry.website, parent=parent))
            added += 1
        actors[entry.code] = actor
    return actors, added


def _save(row):
    row.full_clean()
    row.save()
    return row
