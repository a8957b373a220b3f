"""What the town knows: the private house. Only `places.actions` writes here."""

from .actor import Actor, Contact
from .address import AddressWord, Street, StreetWord
from .district import District
from .history import Act
from .label import Label, LabelAward, LabelCriterion
from .merging import NotDuplicate, SiteRedirect
from .need import Need
from .proposal import ErrorReport, Proposal
from .published import DirectoryVersion, PublishedList, PublishedSite
from .searching import SearchCount, UnknownText, UnknownTextDay
from .service import Equipment, Service
from .site import Closure, Site
from .source import Source

__all__ = [
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
    "Need",
    "NotDuplicate",
    "Proposal",
    "PublishedList",
    "PublishedSite",
    "SearchCount",
    "Service",
    "Site",
    "SiteRedirect",
    "Source",
    "Street",
    "StreetWord",
    "UnknownText",
    "UnknownTextDay",
]
