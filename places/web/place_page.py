"""All that the page of one place says, ready for its template."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from ..directory import rounds
from ..directory.columns import Directory
from ..directory.facets import is_walk_in, sure_needs
from ..directory.rounds import Halt, at_stop, found_at
from ..directory.workshops import held
from ..hours.clocks import monday_of
from ..hours.osm import ZONE
from ..hours.wording import DayLine, hours_sentence, long_date, week
from ..press.document import (
    PublicClosure,
    PublicLabel,
    PublicNeed,
    PublicService,
    SiteDocument,
)
from ..vocabulary import (
    KIND_LABELS,
    LANGUAGE_LABELS,
    PLAIN_CATEGORY,
    PLAIN_SUPPORT,
    AccessMode,
    Appointment,
    Audience,
    EquipmentKind,
    Fee,
    Mobility,
    NationalProgramme,
    Precision,
    SpecialCare,
    SupportMode,
    Training,
    Wheelchair,
    labels,
)
from . import afar, cards, stop_cards, wording
from .workshop_cards import PlaceWorkshop, place_workshops

WORKSHOPS_SHOWN = timedelta(days=92)
SESSIONS_SHOWN = 4  # of each workshop
STOPS_SHOWN, MOST_STOPS = timedelta(days=62), 8


@dataclass(frozen=True)
class ServiceLine:
    title: str
    needs: tuple[PublicNeed, ...]
    how: str  # « seul, sur place ou avec quelqu’un »
    facts: tuple[str, ...]  # appointment, price, audience
    hours: str
    details: str


@dataclass(frozen=True)
class ClosureLine:
    sentence: str
    replacement: str


class PlacePage:
    """Reads one document for its page; `moment` is aware. What roves is told at `halt`, or else
    at the one in progress or the next: `document` has the address of it."""

    def __init__(
        self,
        document: SiteDocument,
        directory: Directory,
        moment: datetime,
        halt: Halt | None = None,
    ):
        self._directory, self._moment = directory, moment
        self.document, self.halt = found_at(document, moment)
        if self.halt and halt:
            self.document, self.halt = at_stop(document, halt.stop), halt
        self._today = moment.astimezone(ZONE).date()

    @property
    def state(self) -> cards.OpenState:
        return cards.open_state(self.document, self._moment, self.halt)

    @property
    def freshness(self) -> wording.Freshness:
        return wording.Freshness(self.document, self._moment, settings.FRESH_MONTHS)

    @property
    def kinds(self) -> list[str]:
        return [KIND_LABELS.get(kind, kind) for kind in self.document.kinds]

    @property
    def address(self) -> str:
        return cards.full_address(self.document)

    @property
    def district(self) -> str:
        found = self._directory.lists.district_by_slug.get(self.document.district)
        return found.name if found else ""

    @property
    def position_warning(self) -> str:
        """Says when the point shown is not the door."""
        document = self.document
        if document.roves and self.halt is None:
            return ""
        if document.latitude is None:
            return "Ce lieu n’est pas placé sur la carte."
        if document.precision == Precision.EXACT:
            return ""
        if document.precision == Precision.STREET:
            return "Sur la carte, le point est dans la rue, pas à la porte exacte."
        area = "du quartier" if document.precision == Precision.DISTRICT else "de la commune"
        if document.address:
            return f"Sur la carte, le point est au milieu {area}."
        ask = " Appelez pour l’adresse exacte." if document.phone else ""
        return f"Nous ne connaissons que le milieu {area}.{ask}"

    @property
    def directions(self) -> str:
        return cards.directions(self.document)

    @property
    def phone_text(self) -> str:
        return wording.phone(self.document.phone) if self.document.phone else ""

    @property
    def entry(self) -> str:
        return cards.entry(self.document)

    @property
    def price(self) -> str:
        return cards.price(self.document)

    @property
    def hours_sentence(self) -> str:
        if self.document.roves:
            return stop_cards.rules(self.document.stops, self._today)
        return hours_sentence(self.document.hours, monday_of(self._today))

    @property
    def stop(self) -> str:
        """« Place de la Liberté, mardi 1er décembre de 9 h à 12 h »; "" without a halt."""
        return stop_cards.said(self.halt, self._today) if self.halt else ""

    @property
    def stops(self) -> list[stop_cards.StopLine]:
        """The next days of its stops, cancelled ones included."""
        found = rounds.held(self.document, self._today, self._today + STOPS_SHOWN)
        coming = [one for one in found if one.session.end > self._moment]
        return stop_cards.lines(coming[:MOST_STOPS], self._directory.lists, self._today)

    @property
    def week(self) -> list[DayLine]:
        return week(self.document.hours, self.document.closures, self._moment)

    @property
    def closures(self) -> list[ClosureLine]:
        """Closures under way or to come; during a pause of the place, only the pause."""
        coming = [c for c in self.document.closures if c.end is None or c.end >= self._today]
        pause = next((c for c in coming if c.outranks), None)
        if pause is not None:
            last = pause.end or date.max
            coming = [pause, *(c for c in coming if c.start > last)]
        return [self._closure(closure) for closure in coming]

    def _closure(self, closure: PublicClosure) -> ClosureLine:
        replacement = ""
        if closure.replacement:
            replacement = hours_sentence(closure.replacement, max(closure.start, self._today))
        return ClosureLine(_closure_sentence(closure, self._today), replacement)

    @property
    def relocation(self) -> tuple[str, str]:
        """(name, address of its page or "") of the place that welcomes the activities."""
        slug = self.document.relocated_to
        host = self._directory.find(slug)
        if host is None:
            return self.document.relocated_name, ""
        return host.name, reverse("place", args=[slug])

    @property
    def needs(self) -> list[PublicNeed]:
        names = self._directory.lists.need_by_code
        served = (names[code] for code in sure_needs(self.document) if code in names)
        return sorted(served, key=lambda need: need.rank)

    @property
    def services(self) -> list[ServiceLine]:
        return [self._service(service) for service in self.document.services]

    def _service(self, service: PublicService) -> ServiceLine:
        names = self._directory.lists.need_by_code
        monday = monday_of(self._today)
        facts = [
            *([Appointment(service.appointment).label] if service.appointment else []),
            *labels(Fee, service.fees),
            *(f"Pour : {label}" for label in labels(Audience, service.audiences)),
        ]
        return ServiceLine(
            title=PLAIN_CATEGORY[service.category],
            needs=tuple(names[code] for code in service.needs if code in names),
            how=" ou ".join(PLAIN_SUPPORT[SupportMode(mode)] for mode in service.support_modes),
            facts=tuple(facts),
            hours=hours_sentence(service.hours, monday) if service.hours else "",
            details=service.details,
        )

    @property
    def workshops(self) -> list[PlaceWorkshop]:
        """Those with a session in the coming months, each with its first sessions."""
        found = held([self.document], self._today, self._today + WORKSHOPS_SHOWN)
        to_come = [one for one in found if one.session.end > self._moment]
        needs = self._directory.lists.need_by_code
        return place_workshops(to_come, needs, self._today, SESSIONS_SHOWN)

    @property
    def how(self) -> str:
        modes = (PLAIN_SUPPORT[SupportMode(mode)] for mode in self.document.support_modes)
        return " ou ".join(modes)

    @property
    def access(self) -> list[str]:
        """How to come, in sentences."""
        document = self.document
        said = {
            AccessMode.MAIL: "Vous pouvez écrire un courriel.",
            AccessMode.ONLINE_BOOKING: "Vous pouvez prendre rendez-vous sur internet.",
            AccessMode.NO_PUBLIC: "Ce lieu n’accueille pas de public.",
            AccessMode.REFERRAL: "Un professionnel doit envoyer une fiche pour vous.",
        }
        sentences = [*self._coming()]
        sentences += [said[mode] for mode in map(AccessMode, document.access_modes) if mode in said]
        if document.roves:
            sentences.append("Ce lieu se déplace : venez à un de ses arrêts.")
        elif document.stops:
            sentences.append("Ce lieu s’arrête aussi ailleurs : voyez ses arrêts.")
        elif Mobility.ITINERANT in document.mobility:
            sentences.append("Ce lieu se déplace : appelez pour savoir où le trouver.")
        if document.home_visits:
            where = afar.area(document, self._directory) or f"{afar.TO_ASK}"
            sentences.append(f"On peut venir chez vous{wording.NBSP}: {where}.")
        if document.remote_means:
            sentences.append(f"On peut vous aider {afar.means(document)}, sans vous déplacer.")
        if document.access_details:
            sentences.append(document.access_details)
        return sentences

    def _coming(self) -> Iterator[str]:
        walk_in, by_appointment = is_walk_in(self.document), cards.needs_appointment(self.document)
        if walk_in:
            yield "Vous pouvez venir sans prévenir."
        if by_appointment and walk_in:
            yield "Pour certaines aides, il faut un rendez-vous."
        elif by_appointment:
            called = bool(self.document.phone)
            yield "Il faut appeler avant." if called else "Il faut prendre rendez-vous."

    @property
    def wheelchair(self) -> str:
        value = self.document.wheelchair
        return Wheelchair(value).label if value else ""

    @property
    def languages(self) -> str:
        return ", ".join(LANGUAGE_LABELS.get(code, code) for code in self.document.languages)

    @property
    def special_care(self) -> list[str]:
        return labels(SpecialCare, self.document.special_care)

    @property
    def audiences(self) -> list[str]:
        return labels(Audience, self.document.audiences)

    @property
    def fees(self) -> list[str]:
        return labels(Fee, self.document.fees)

    @property
    def equipment(self) -> list[str]:
        """« 6 ordinateurs », « Imprimante : 10 c la page »."""
        lines = []
        for item in self.document.equipment:
            name = EquipmentKind(item.kind).label
            line = name if item.count is None else wording.count(item.count, name.lower())
            if item.price_cents is not None:
                line += f" : {wording.price(item.price_cents, item.price_unit)}"
            lines.append(f"{line} ({item.details})" if item.details else line)
        return lines

    @property
    def labels(self) -> list[PublicLabel]:
        """Labels in force today."""
        return [label for label in self.document.labels if label.is_in_force(self._today)]

    @property
    def programmes(self) -> list[str]:
        document = self.document
        other = [document.other_trainings] if document.other_trainings else []
        return [
            *labels(NationalProgramme, document.programmes),
            *labels(Training, document.trainings),
            *other,
        ]

    @property
    def examples(self) -> bool:
        return bool(self.document.example_fields)


def _closure_sentence(closure: PublicClosure, today: date) -> str:
    """« Fermé du mardi 3 au … : travaux. » A pause says only when it ends."""
    start = long_date(closure.start, today)
    because = f" : {closure.reason}" if closure.reason else ""
    verb = "Horaires différents" if closure.replacement else "Fermé"
    if closure.outranks:
        end = f"au {long_date(closure.end, today)}" if closure.end else "à nouvel ordre"
        return f"Fermé jusqu’{end}{because}."
    if closure.end is None:
        since = f"depuis le {start}" if closure.start <= today else f"à partir du {start}"
        return f"{verb} {since}, jusqu’à nouvel ordre{because}."
    if closure.end == closure.start:
        return f"{verb} le {start}{because}."
    return f"{verb} du {start} au {long_date(closure.end, today)}{because}."
