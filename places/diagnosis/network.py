"""How many labelled places can really welcome and accompany, and what the others lack.

Read from the directory in memory and from the reviews. What nobody told stays unknown: it is
neither met nor failed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

import numpy as np

from ..directory import bits
from ..directory.columns import Directory
from ..directory.facets import LABEL
from ..models import CriterionAnswer, Label, LabelAward
from ..press.document import PublicService, SiteDocument, decode_site
from ..vocabulary import EquipmentKind, Met, SiteStatus, SupportMode
from .ordinary import WEEK_MIN, WEEKS
from .ordinary import minutes as ordinary_minutes

SUPPORTED_HOURS = 6  # a week: two half-days
SUPPORT = frozenset({SupportMode.ONE_TO_ONE, SupportMode.WORKSHOP})
KEPT = 4096  # documents whose conditions are remembered
RULE = (
    "Un lieu accueille et accompagne vraiment quand trois conditions sont réunies : "
    f"au moins {SUPPORTED_HOURS} heures d’ouverture par semaine avec une aide (individuelle ou en "
    "atelier), en semaine ordinaire ; au moins un ordinateur pour le public ; un « oui » à "
    "chaque critère obligatoire au dernier examen. Une information que personne n’a donnée "
    "n’est pas comptée comme un « oui »."
)


class Condition(Enum):
    """What a place needs to welcome and accompany; the value is said to the coordinator."""

    HOURS = "Heures avec une aide"
    COMPUTERS = "Ordinateurs"
    CRITERIA = "Critères obligatoires"


@dataclass(frozen=True)
class Finding:
    """One condition at one place: met, failed or unknown (None), and why, in French."""

    condition: Condition
    met: bool | None
    details: str


@dataclass(frozen=True)
class LabelledPlace:
    document: SiteDocument
    findings: tuple[Finding, ...]
    award_id: int | None

    @property
    def welcomes(self) -> bool:
        return all(finding.met for finding in self.findings)


@dataclass(frozen=True)
class LabelNetwork:
    """The places that hold a label in force on a day, by name."""

    label: Label
    places: tuple[LabelledPlace, ...]

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def welcoming(self) -> tuple[LabelledPlace, ...]:
        return tuple(place for place in self.places if place.welcomes)

    @property
    def others(self) -> tuple[LabelledPlace, ...]:
        return tuple(place for place in self.places if not place.welcomes)

    def lacking(self, condition: Condition) -> int:
        """How many places fail a condition or do not tell it."""
        return sum(
            not finding.met
            for place in self.places
            for finding in place.findings
            if finding.condition == condition
        )


def networks(directory: Directory, today: date) -> list[LabelNetwork]:
    """Each label with its places in force on a Paris day, in four queries; the order of names."""
    reviews = _Reviews()
    return [
        LabelNetwork(label, tuple(_places(directory, label, today, reviews)))
        for label in Label.objects.prefetch_related("criteria")
    ]


def supported_hours(document: SiteDocument) -> float | None:
    """Hours of an ordinary week when the place is open with somebody to help; None when its
    hours or its ways of helping are not known."""
    if not document.hours and not any(service.hours for service in document.services):
        return None
    if not document.support_modes and not any(s.support_modes for s in document.services):
        return None
    found = np.zeros(WEEKS * WEEK_MIN, dtype=bool)
    for service in document.services or (PublicService(category=""),):
        if SUPPORT.isdisjoint(service.support_modes or document.support_modes):
            continue
        minutes = ordinary_minutes(service.hours or document.hours)
        if minutes is None:
            return None
        found |= minutes
    whole = ordinary_minutes(document.hours)
    return float((found & whole if whole is not None else found).sum() / 60 / WEEKS)


@lru_cache(maxsize=KEPT)
def _of_document(payload: bytes) -> tuple[Finding, Finding]:
    document = decode_site(payload)
    return _hours(document), _computers(document)


def _hours(document: SiteDocument) -> Finding:
    if document.status == SiteStatus.PAUSED:
        return Finding(Condition.HOURS, False, "fermé temporairement")
    hours = supported_hours(document)
    if hours is None:
        return Finding(Condition.HOURS, None, "horaires ou formes d’aide non renseignés")
    said = f"{hours:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    return Finding(Condition.HOURS, hours >= SUPPORTED_HOURS, f"{said} h par semaine")


def _computers(document: SiteDocument) -> Finding:
    if not document.equipment:
        return Finding(Condition.COMPUTERS, None, "matériel non renseigné")
    rows = [item for item in document.equipment if item.kind == EquipmentKind.COMPUTER]
    if not rows:
        return Finding(Condition.COMPUTERS, False, "aucun ordinateur noté")
    numbers = [item.count for item in rows]
    if None in numbers:
        return Finding(Condition.COMPUTERS, True, "nombre non renseigné")
    return Finding(Condition.COMPUTERS, sum(numbers) >= 1, f"{sum(numbers)}")


class _Reviews:
    """The last answers given to each criterion, by award; two queries."""

    def __init__(self):
        running = LabelAward.objects.running()
        self.award_of = {
            (label, site): pk for pk, label, site in running.values_list("pk", "label", "site")
        }
        self._answers: dict[int, dict[int, dict[int, str]]] = {}
        rows = CriterionAnswer.objects.filter(award__in=running).order_by()
        for award, number, criterion, met in rows.values_list("award", "round", "criterion", "met"):
            self._answers.setdefault(award, {}).setdefault(number, {})[criterion] = met

    def finding(self, award: int | None, criteria: Iterable) -> Finding:
        """`criteria`: those of the label, set aside or not."""
        asked = [one for one in criteria if one.active and one.required]
        if not asked:
            return Finding(Condition.CRITERIA, True, "aucun critère obligatoire")
        reviews = self._answers.get(award, {})
        if not reviews:
            return Finding(Condition.CRITERIA, None, "jamais examiné ici")
        last = self._last(reviews)
        failed = [one.text for one in asked if last.get(one.pk) == Met.NO]
        unseen = [one.text for one in asked if last.get(one.pk, Met.UNSEEN) == Met.UNSEEN]
        if failed:
            return Finding(Condition.CRITERIA, False, " ; ".join(failed))
        if unseen:
            return Finding(Condition.CRITERIA, None, "pas vu : " + " ; ".join(unseen))
        return Finding(Condition.CRITERIA, True, "tous")

    @staticmethod
    def _last(reviews: dict[int, dict[int, str]]) -> dict[int, str]:
        """The newest answer to each criterion: a review just begun does not hide the one before."""
        last: dict[int, str] = {}
        for number in sorted(reviews):
            last |= {
                criterion: met
                for criterion, met in reviews[number].items()
                if met != Met.UNSEEN or criterion not in last
            }
        return last


def _places(
    directory: Directory, label: Label, today: date, reviews: _Reviews
) -> Iterable[LabelledPlace]:
    held = directory.keys.get((LABEL, label.code)) & directory.alive_bits
    rows = np.array(bits.rows_of(held, directory.size), dtype=int)
    for row in rows[np.argsort(directory.name_ranks[rows])].tolist():
        document = directory.document(row)
        if any(one.code == label.code and one.is_in_force(today) for one in document.labels):
            award = reviews.award_of.get((label.pk, document.id))
            criteria = reviews.finding(award, label.criteria.all())
            findings = (*_of_document(directory.payloads[row]), criteria)
            yield LabelledPlace(document, findings, award)
