"""Every closed list of values, once.

Two origins: the national standard of digital-mediation places (v1.0.2: its labels are written
here exactly as the standard spells them) and our own lists. Codes are stored, labels are shown.
`NATIONAL_*` maps go from a code to the standard's spelling.
"""

from django.db import models

from .kinds import (
    KIND_LABELS,
    KIND_TO_NATIONAL,
    NATIONAL_TO_KIND,
    PUBLIC_SERVICE_KINDS,
    PUBLIC_SPACE_KINDS,
)
from .listing import (
    LANGUAGE_LABELS,
    Appointment,
    EquipmentKind,
    Precision,
    Publication,
    RemoteMeans,
    SiteStatus,
    Wheelchair,
)
from .plan import Moment, PlanState, Priority, WishAuthor, WishKind, WishState
from .standard import (
    PLAIN_CATEGORY,
    PLAIN_SUPPORT,
    STANDARD_VERSION,
    AccessMode,
    Audience,
    Category,
    Fee,
    Mobility,
    NationalProgramme,
    SpecialCare,
    SupportMode,
    Training,
)
from .work import (
    DIRECT_AT_FIRST,
    MIME_TYPES,
    AwardState,
    Confirmation,
    Direct,
    DocumentKind,
    MailKind,
    MailState,
    Met,
    NothingSuitable,
    OrientationConstraint,
    OrientationOutcome,
    Origin,
    Problem,
    ProposalState,
    ReminderStep,
    ReportOutcome,
    ReportTopic,
)
from .workshops import Registration, WorkshopLevel

__all__ = [
    "DIRECT_AT_FIRST",
    "KIND_LABELS",
    "KIND_TO_NATIONAL",
    "LANGUAGE_LABELS",
    "MIME_TYPES",
    "NATIONAL_TO_KIND",
    "PLAIN_CATEGORY",
    "PLAIN_SUPPORT",
    "PUBLIC_SERVICE_KINDS",
    "PUBLIC_SPACE_KINDS",
    "STANDARD_VERSION",
    "AccessMode",
    "Appointment",
    "Audience",
    "AwardState",
    "Category",
    "Confirmation",
    "Direct",
    "DocumentKind",
    "EquipmentKind",
    "Fee",
    "MailKind",
    "MailState",
    "Met",
    "Mobility",
    "Moment",
    "NationalProgramme",
    "NothingSuitable",
    "OrientationConstraint",
    "OrientationOutcome",
    "Origin",
    "PlanState",
    "Precision",
    "Priority",
    "Problem",
    "ProposalState",
    "Publication",
    "Registration",
    "ReminderStep",
    "RemoteMeans",
    "ReportOutcome",
    "ReportTopic",
    "SiteStatus",
    "SpecialCare",
    "SupportMode",
    "Training",
    "Wheelchair",
    "WishAuthor",
    "WishKind",
    "WishState",
    "WorkshopLevel",
    "labels",
]


def labels(choices: type[models.TextChoices], codes) -> list[str]:
    """The labels of `codes`, in their order; a code no longer known stands for itself."""
    known = dict(choices.choices)
    return [known.get(code, code) for code in codes]
