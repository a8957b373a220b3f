"""What the town knows: the private house. Only `places.actions` writes here."""

from .access import AccessLink, Succession
from .actor import Actor, Contact
from .address import AddressWord, Street, StreetWord
from .district import District
from .history import Act
from .label import Label, LabelAward, LabelCriterion
from .mail import Mail, Reminder
from .merging import NotDuplicate, SiteRedirect
from .need import Need
from .proposal import ErrorReport
from .published import DirectoryVersion, PublishedList, PublishedSite
from .searching import SearchCount, UnknownText, UnknownTextDay
from .service import Equipment, Service
from .site import Closure, Site
from .source import Source

__all__ = [
    "AccessLink",
    "Act",
    "Actor",
    "AddressWord",
    "Closure",
    "Contact",
    "DirectoryVersion",
    "District",
    "Equipment",
    "ErrorReport",
    "Label",
    "LabelAward",
    "LabelCriterion",
    "Mail",
    "Need",
    "NotDuplicate",
    "PublishedList",
    "PublishedSite",
    "Reminder",
    "SearchCount",
    "Service",
    "Site",
    "SiteRedirect",
    "Source",
    "Street",
    "StreetWord",
    "Succession",
    "UnknownText",
    "UnknownTextDay",
]
