"""What the town knows: the private house. Only `places.actions` writes here."""

from .access import AccessLink, Succession
from .actor import Actor, Contact
from .address import AddressWord, Street, StreetWord
from .district import District
from .document import Document
from .history import Act
from .label import CriterionAnswer, Label, LabelAward, LabelCriterion, LabelStep
from .loan import EquipmentLoan
from .mail import Mail, OrientationLetter, Reminder
from .merging import NotDuplicate, SiteRedirect
from .need import Need
from .orientation import Desk, Orientation
from .plan import PlanAction
from .proposal import ErrorReport, Proposal
from .published import DirectoryVersion, PublishedList, PublishedSite
from .searching import SearchCount, UnknownText, UnknownTextDay
from .service import Equipment, Service
from .site import Closure, Site
from .snapshot import LandscapeSnapshot
from .source import Source
from .stop import Stop, StopSession
from .visit import VisitCount
from .wish import Wish
from .workshop import Workshop, WorkshopSession

__all__ = [
    "AccessLink",
    "Act",
    "Actor",
    "AddressWord",
    "Closure",
    "Contact",
    "CriterionAnswer",
    "Desk",
    "DirectoryVersion",
    "District",
    "Document",
    "Equipment",
    "EquipmentLoan",
    "ErrorReport",
    "Label",
    "LabelAward",
    "LabelCriterion",
    "LabelStep",
    "LandscapeSnapshot",
    "Mail",
    "Need",
    "NotDuplicate",
    "Orientation",
    "OrientationLetter",
    "PlanAction",
    "Proposal",
    "PublishedList",
    "PublishedSite",
    "Reminder",
    "SearchCount",
    "Service",
    "Site",
    "SiteRedirect",
    "Source",
    "Stop",
    "StopSession",
    "Street",
    "StreetWord",
    "Succession",
    "UnknownText",
    "UnknownTextDay",
    "VisitCount",
    "Wish",
    "Workshop",
    "WorkshopSession",
]
