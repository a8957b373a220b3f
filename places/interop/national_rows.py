"""A row of a file → a record and its issues; a record → a row written as the standard says."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..models import Actor, Site
from ..models import Source as SourceModel
from ..text import normalise
from ..vocabulary import (
    AccessMode,
    Audience,
    Category,
    Fee,
    Mobility,
    NationalProgramme,
    SpecialCare,
    SupportMode,
    Training,
    labels,
)
from . import national_cells as cells
from .national import COLUMNS, KEPT_IN_PLACE, CellIssue, Level, PlaceRecord
from .national_cells import Finding, Reading
from .reading import storable

SUMMARY_MAX = 280


class RowReading(NamedTuple):
    """`record` is None when the row cannot be a place; `refusal` then says why."""

    record: PlaceRecord | None
    issues: list[CellIssue]
    refusal: str = ""


def _length(field: str, model=Site) -> int:
    return model._meta.get_field(field).max_length


# attribute: (column, reader); what needs two columns at once is read in `_Row`.
READERS = {
    "insee_code": ("code_insee", cells.insee_code),
    "postal_code": ("code_postal", cells.postal_code),
    "pivot": ("pivot", cells.pivot),
    "name": ("nom", cells.shortened_text(_length("name"))),
    "commune": ("commune", cells.shortened_text(_length("commune"))),
    "address": ("adresse", cells.line_of_text(_length("address"))),
    "address_complement": (
        "complement_adresse",
        cells.line_of_text(_length("address_complement")),
    ),
    "emails": ("courriels", cells.emails),
    "websites": ("site_web", cells.websites),
    "hours": ("horaires", cells.hours),
    # The namespace of identifiers may come from it.
    "collector": ("source", cells.line_of_text(_length("name", SourceModel))),
    "mobility": ("itinerance", cells.labels(Mobility)),
    "network": ("structure_parente", cells.line_of_text(_length("name", Actor))),
    "updated_on": ("date_maj", cells.day),
    "categories": ("services", cells.labels(Category)),
    "audiences": ("publics_specifiquement_adresses", cells.labels(Audience)),
    "special_care": ("prise_en_charge_specifique", cells.labels(SpecialCare)),
    "fees": ("frais_a_charge", cells.labels(Fee)),
    "programmes": ("dispositif_programmes_nationaux", cells.labels(NationalProgramme)),
    "trainings": ("formations_labels", cells.labels(Training)),
    "other_trainings": (
        "autres_formations_labels",
        cells.line_of_text(_length("other_trainings")),
    ),
    "access_modes": ("modalites_acces", cells.labels(AccessMode)),
    "support_modes": (
        "modalites_accompagnement",
        cells.labels(
            SupportMode,
            {
                "Dans un atelier collectif : j'apprends collectivement à utiliser le numérique": (
                    SupportMode.WORKSHOP.value
                ),
                "À distance (par téléphone ou en visioconférence)": SupportMode.REMOTE.value,
            },
        ),
    ),
    "acceslibre_url": ("fiche_acces_libre", cells.url(_length("acceslibre_url"))),
    "booking_url": ("prise_rdv", cells.url(_length("booking_url"))),
}
_STANDARD = frozenset(COLUMNS)


def read_row(line: int, row: Mapping[str, str], demanded: Iterable[str] = ()) -> RowReading:
    """Read the non-empty cells of a row (column → raw text); `line` is where it starts.

    `demanded`: columns whose absence is worth a word (the standard requires them).
    """
    reader = _Row(line, row)
    reader.demand(demanded)
    record = reader.record()
    if record is None:
        missing = [column for column in ("nom", "commune") if not row.get(column, "").strip()]
        reason = f"Il manque {' et '.join(missing)} : ce n’est pas un lieu."
        return RowReading(None, reader.issues, reason)
    return RowReading(record, reader.issues)


def read_cell(attribute: str, row: Mapping[str, str]):
    """The value of one attribute that a single column holds, without its findings."""
    column, reader = READERS[attribute]
    return reader(row.get(column, "")).value


def identifier(row: Mapping[str, str]) -> str:
    """The identifier of a row that has none: always the same for the same name and address."""
    parts = [normalise(row.get(c, "")) for c in ("nom", "commune", "adresse", "code_postal")]
    return "sans-id-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


class _Row:
    """Reads the cells of one row, noting what there is to say about each."""

    def __init__(self, line: int, row: Mapping[str, str]):
        self.line = line
        self.row = {column: storable(text) for column, text in row.items()}
        self.issues: list[CellIssue] = []
        self.unread: dict[str, str] = {}
        for column, raw in row.items():
            if self.row[column] != raw:
                problem = Finding(Level.CORRECTED, "Caractères invisibles interdits retirés.")
                self._note(column, problem)

    def demand(self, columns: Iterable[str]) -> None:
        missing = Finding(Level.MISSING, "Le standard demande cette donnée.")
        for column in columns:
            if column not in self.row:
                self._note(column, missing)

    def record(self) -> PlaceRecord | None:
        if not (self.row.get("nom", "").strip() and self.row.get("commune", "").strip()):
            return None
        values = {
            attribute: self._cell(column, reader(self.row[column]))
            for attribute, (column, reader) in READERS.items()
            if column in self.row
        }
        if "telephone" in self.row:
            reading = cells.phone(self.row["telephone"], values.get("postal_code") or "")
            values["phone"] = self._cell("telephone", reading)
        if "typologie" in self.row:
            known, other = self._cell("typologie", cells.typologies(self.row["typologie"]))
            values |= {"typologies": known, "other_kinds": other}
        values["latitude"], values["longitude"] = self._position()
        values["summary"], values["description"] = self._presentation()
        return PlaceRecord(
            external_id=self._identifier(),
            extra={c: text for c, text in self.row.items() if c not in _STANDARD},
            unread=self.unread,
            **values,
        )

    def _identifier(self) -> str:
        given = self.row.get("id", "").strip()
        if not given:
            self._note("id", Finding(Level.MISSING, "Identifiant absent : calculé sur l’adresse."))
            return identifier(self.row)
        if len(given) > _length("external_id"):
            reading = cells.unread("", "Identifiant trop long : remplacé par son empreinte.")
            self._cell("id", reading)
            return "empreinte-" + hashlib.sha256(given.encode()).hexdigest()[:20]
        return given

    def _position(self) -> tuple[float | None, float | None]:
        latitude, longitude = self.row.get("latitude", ""), self.row.get("longitude", "")
        if not (latitude.strip() or longitude.strip()):
            return None, None
        north, east = cells.position(latitude, longitude)
        return self._cell("latitude", north), self._cell("longitude", east)

    def _presentation(self) -> tuple[str, str]:
        """A presentation too long for a summary is kept whole in the description."""
        summary = self.row.get("presentation_resume", "")
        detail = self.row.get("presentation_detail", "")
        if len(summary) <= SUMMARY_MAX:
            return summary, detail
        problem = f"Plus de {SUMMARY_MAX} caractères : gardé en entier dans la présentation."
        self._note("presentation_resume", Finding(Level.CORRECTED, problem))
        whole = detail if detail.startswith(summary) else f"{summary}\n\n{detail}".rstrip()
        return cut_at_word(summary, SUMMARY_MAX), whole

    def _cell(self, column: str, reading: Reading):
        for finding in reading.findings:
            self._note(column, finding)
            if finding.level == Level.UNREAD and column not in KEPT_IN_PLACE:
                self.unread[column] = self.row.get(column, "")
        return reading.value

    def _note(self, column: str, finding: Finding) -> None:
        value = self.row.get(column, "")
        self.issues.append(CellIssue(self.line, column, value, finding.problem, finding.level))


def cut_at_word(text: str, limit: int) -> str:
    """The beginning of `text`, `limit` characters at most, the last word whole, with « … »."""
    cut = text[:limit]
    spaces = [index for index, char in enumerate(cut) if char.isspace()]
    end = spaces[-1] if spaces and spaces[-1] > limit // 2 else limit - 1
    return text[: min(end, limit - 1)].rstrip(" \t\r\n,;:.") + "…"


def write_row(record: PlaceRecord) -> dict[str, str]:
    """The standard's cells of a record, all columns, in their order; "" where nothing is known."""
    row = dict.fromkeys(COLUMNS, "")
    row["id"] = record.external_id
    for column, attribute in _TEXTS.items():
        row[column] = getattr(record, attribute)
    for column, (choices, attribute) in _LABELS.items():
        row[column] = "|".join(labels(choices, getattr(record, attribute)))
    row["typologie"] = "|".join(record.typologies + record.other_kinds)
    row["courriels"] = "|".join(record.emails)
    # The separator of the list cannot stand inside an item.
    row["site_web"] = "|".join(address.replace("|", "%7C") for address in record.websites)
    row["date_maj"] = record.updated_on.isoformat() if record.updated_on else ""
    if record.latitude is not None and record.longitude is not None:
        row["latitude"], row["longitude"] = repr(record.latitude), repr(record.longitude)
    return row


_TEXTS = {
    "pivot": "pivot",
    "nom": "name",
    "commune": "commune",
    "code_postal": "postal_code",
    "code_insee": "insee_code",
    "adresse": "address",
    "complement_adresse": "address_complement",
    "telephone": "phone",
    "horaires": "hours",
    "presentation_resume": "summary",
    "presentation_detail": "description",
    "source": "collector",
    "structure_parente": "network",
    "autres_formations_labels": "other_trainings",
    "fiche_acces_libre": "acceslibre_url",
    "prise_rdv": "booking_url",
}
_LABELS = {
    "itinerance": (Mobility, "mobility"),
    "services": (Category, "categories"),
    "publics_specifiquement_adresses": (Audience, "audiences"),
    "prise_en_charge_specifique": (SpecialCare, "special_care"),
    "frais_a_charge": (Fee, "fees"),
    "dispositif_programmes_nationaux": (NationalProgramme, "programmes"),
    "formations_labels": (Training, "trainings"),
    "modalites_acces": (AccessMode, "access_modes"),
    "modalites_accompagnement": (SupportMode, "support_modes"),
}
