"""The national standard of digital-mediation places (v1.0.2): its columns, one place, its issues.

`PlaceRecord` holds what the standard can say of a place and nothing more: a file, a site of ours
and a public document are each turned into one, so that they compare field by field.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

import msgspec


class Level(StrEnum):
    """What a cell's finding means for the person who sent the file."""

    UNREAD = "unread"  # not understood: the raw text is kept, nothing is shown of it
    CORRECTED = "corrected"  # understood, though not written as the standard says
    PERSONAL = "personal"  # taken, but it looks like a person's own address or number
    MISSING = "missing"  # the standard requires it and nothing is there


class CellIssue(NamedTuple):
    line: int
    column: str
    value: str
    problem: str
    level: Level


class PlaceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One place as the standard says it. Lists hold our codes, in the order of the cell.

    `typologies` holds national codes (several of our kinds share one); `phone` is E.164;
    `collector` is the cell `source`; `extra` maps unknown columns to their raw text and
    `unread` maps columns of the standard to the raw cell that was not wholly understood.
    """

    external_id: str
    pivot: str = ""
    name: str
    commune: str
    postal_code: str = ""
    insee_code: str = ""
    address: str = ""
    address_complement: str = ""
    latitude: float | None = None
    longitude: float | None = None
    typologies: tuple[str, ...] = ()
    other_kinds: tuple[str, ...] = ()
    phone: str = ""
    emails: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    hours: str = ""
    summary: str = ""
    description: str = ""
    collector: str = ""
    mobility: tuple[str, ...] = ()
    network: str = ""
    updated_on: date | None = None
    categories: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    special_care: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    other_trainings: str = ""
    access_modes: tuple[str, ...] = ()
    support_modes: tuple[str, ...] = ()
    acceslibre_url: str = ""
    booking_url: str = ""
    extra: dict[str, str] = {}
    unread: dict[str, str] = {}


class Aspect(NamedTuple):
    """What changes as one: record attributes, the columns they come from, our field or part.

    `edits` are the names under which `Site.local_edits` may protect it.
    """

    attributes: tuple[str, ...]
    columns: tuple[str, ...]
    edits: tuple[str, ...]


def _plain(attribute: str, column: str, field: str = "") -> Aspect:
    return Aspect((attribute,), (column,), (field or attribute,))


# In the order of the standard's columns (a pair stands where its first column does).
ASPECTS: tuple[Aspect, ...] = (
    Aspect(("pivot", "network"), ("pivot", "structure_parente"), ("actor",)),
    _plain("name", "nom"),
    _plain("commune", "commune"),
    _plain("postal_code", "code_postal"),
    _plain("insee_code", "code_insee"),
    _plain("address", "adresse"),
    _plain("address_complement", "complement_adresse"),
    Aspect(
        ("latitude", "longitude"),
        ("latitude", "longitude"),
        ("latitude", "longitude", "precision"),
    ),
    Aspect(("typologies", "other_kinds"), ("typologie",), ("kinds", "other_kinds")),
    _plain("phone", "telephone"),
    _plain("emails", "courriels"),
    _plain("websites", "site_web"),
    _plain("hours", "horaires"),
    _plain("summary", "presentation_resume"),
    _plain("description", "presentation_detail"),
    _plain("collector", "source", "collected_by"),
    _plain("mobility", "itinerance"),
    _plain("updated_on", "date_maj", "source_updated_on"),
    _plain("categories", "services", "services"),
    _plain("audiences", "publics_specifiquement_adresses"),
    _plain("special_care", "prise_en_charge_specifique"),
    _plain("fees", "frais_a_charge"),
    _plain("programmes", "dispositif_programmes_nationaux"),
    _plain("trainings", "formations_labels"),
    _plain("other_trainings", "autres_formations_labels"),
    _plain("access_modes", "modalites_acces"),
    _plain("support_modes", "modalites_accompagnement"),
    _plain("acceslibre_url", "fiche_acces_libre"),
    _plain("booking_url", "prise_rdv"),
)

COLUMNS: tuple[str, ...] = (
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "complement_adresse",
    "latitude",
    "longitude",
    "typologie",
    "telephone",
    "courriels",
    "site_web",
    "horaires",
    "presentation_resume",
    "presentation_detail",
    "source",
    "itinerance",
    "structure_parente",
    "date_maj",
    "services",
    "publics_specifiquement_adresses",
    "prise_en_charge_specifique",
    "frais_a_charge",
    "dispositif_programmes_nationaux",
    "formations_labels",
    "autres_formations_labels",
    "modalites_acces",
    "modalites_accompagnement",
    "fiche_acces_libre",
    "prise_rdv",
)
REQUIRED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj")
# Without them a row is not a place.
INDISPENSABLE = ("nom", "commune")
# What is not understood there stays in the site itself, and is shown.
KEPT_IN_PLACE = frozenset({"horaires", "typologie"})
