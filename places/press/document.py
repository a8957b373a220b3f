"""The public record of a place: exactly what anybody may see, and nothing else.

What is not a field of `SiteDocument` cannot leak: contacts, notes, unread cells, history.
Documents are immutable and are stored as JSON; default values are left out of it.
Dates are Paris calendar days; `confirmed_at` is an aware UTC time.
"""

from datetime import date, datetime, time

import msgspec


class PublicService(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    category: str
    needs: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    appointment: str = ""
    hours: str = ""
    details: str = ""


class PublicEquipment(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    kind: str
    count: int | None = None
    price_cents: int | None = None
    price_unit: str = ""
    details: str = ""


class PublicClosure(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Also a `places.hours` closure period: whole days, both ends included."""

    start: date
    end: date | None = None
    reason: str = ""
    replacement: str = ""
    outranks: bool = False  # a pause of the whole place: no other closure speaks for its days


class PublicLabel(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    code: str
    name: str
    guarantee: str = ""
    since: date | None = None
    until: date | None = None  # the last day, included

    def is_in_force(self, today: date) -> bool:
        """On a Paris day: begun, and not over."""
        begun = self.since is None or self.since <= today
        return begun and (self.until is None or today <= self.until)


class PublicSession(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A dated session, as `places.hours.sessions.Exceptional`."""

    day: date
    at: time | None = None
    cancelled: bool = False
    reason: str = ""
    places_left: int | None = None
    added: bool = False


class PublicWorkshop(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Also a `places.hours.sessions.Rule`: days and times are Paris wall-clock."""

    id: int
    title: str
    needs: tuple[str, ...] = ()
    level: str = ""
    description: str = ""
    audience: str = ""
    is_free: bool | None = None
    price: str = ""
    places: int | None = None  # a session
    register: str = ""
    register_phone: str = ""  # E.164
    register_url: str = ""
    register_details: str = ""
    rrule: str = ""
    start: date
    at: time
    minutes: int
    ends_on: date | None = None
    sessions: tuple[PublicSession, ...] = ()
    updated_at: datetime  # UTC


class PublicStop(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Where an itinerant place stops. Also a `places.hours.sessions.Rule`, in Paris time."""

    id: int
    spot: str
    address: str = ""
    postal_code: str = ""
    commune: str
    district: str = ""  # slug of the quartier
    sector: str = ""  # slug of the secteur that holds it
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    note: str = ""
    rrule: str = ""
    start: date
    at: time
    minutes: int
    ends_on: date | None = None
    sessions: tuple[PublicSession, ...] = ()
    updated_at: datetime  # UTC


class PublicSource(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    name: str
    licence: str = ""
    url: str = ""


class SiteDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    id: int
    slug: str
    name: str
    kinds: tuple[str, ...] = ()
    other_kinds: tuple[str, ...] = ()
    actor: str = ""
    pivot: str = ""
    network: str = ""
    summary: str = ""
    description: str = ""

    address: str = ""
    address_complement: str = ""
    postal_code: str = ""
    insee_code: str = ""
    commune: str
    district: str = ""  # slug of the quartier
    sector: str = ""  # slug of the secteur that holds it
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""
    mobility: tuple[str, ...] = ()
    home_visits: bool | None = None
    home_visit_area: str = ""
    home_visit_districts: tuple[str, ...] = ()  # slugs
    home_visit_communes: tuple[str, ...] = ()  # INSEE codes
    remote_means: tuple[str, ...] = ()
    roves: bool = False  # it is only where its stops are: its address says nothing of today

    phone: str = ""  # E.164
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    booking_url: str = ""

    hours: str = ""
    closures: tuple[PublicClosure, ...] = ()
    access_modes: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    special_care: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    price_details: str = ""
    to_bring: str = ""
    languages: tuple[str, ...] = ()
    wheelchair: str = ""
    access_details: str = ""
    acceslibre_url: str = ""
    programmes: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    other_trainings: str = ""
    services: tuple[PublicService, ...] = ()
    equipment: tuple[PublicEquipment, ...] = ()
    labels: tuple[PublicLabel, ...] = ()
    workshops: tuple[PublicWorkshop, ...] = ()
    stops: tuple[PublicStop, ...] = ()

    status: str = "ouvert"
    paused_until: date | None = None
    status_reason: str = ""
    relocated_to: str = ""  # slug of the site that welcomes the activities
    relocated_name: str = ""
    relocation_details: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""  # « la coordination », « le lieu »: a quality, never a person
    source: PublicSource | None = None
    external_id: str = ""
    collected_by: str = ""
    source_details: str = ""  # pages and dates the facts were read from
    updated_on: date | None = None
    example_fields: tuple[str, ...] = ()


def facts_of(document: SiteDocument) -> SiteDocument:
    """The document without the values that were filled in for the example."""
    if not document.example_fields:
        return document
    defaults = {
        field.name: field.default
        for field in msgspec.structs.fields(SiteDocument)
        if field.name in document.example_fields and not field.required
    }
    return msgspec.structs.replace(document, **defaults, example_fields=())


class PublicNeed(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    code: str
    name: str
    categories: tuple[str, ...] = ()
    pictogram: str = ""
    terms: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()  # those of the terms that are mistakes people make
    rank: int = 100


class PublicDistrict(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    slug: str
    name: str
    parent: str = ""  # slug of the secteur
    commune: str
    latitude: float | None = None
    longitude: float | None = None
    is_qpv: bool | None = None


_encoder = msgspec.json.Encoder()
_sites = msgspec.json.Decoder(SiteDocument)
_needs = msgspec.json.Decoder(tuple[PublicNeed, ...])
_districts = msgspec.json.Decoder(tuple[PublicDistrict, ...])


def encode(document) -> str:
    """A document, or a tuple of list entries, as compact JSON text."""
    return _encoder.encode(document).decode()


def decode_site(payload: bytes | str) -> SiteDocument:
    """Raises msgspec.ValidationError when the payload is not a SiteDocument."""
    return _sites.decode(payload)


def decode_needs(payload: bytes | str) -> tuple[PublicNeed, ...]:
    return _needs.decode(payload)


def decode_districts(payload: bytes | str) -> tuple[PublicDistrict, ...]:
    return _districts.decode(payload)
