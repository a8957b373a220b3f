"""Opening hours in OpenStreetMap text: the public door of this package (wording.py says them).

Wall-clock time in Paris everywhere, whatever the server's zone.
"""

from places.hours.closures import ClosurePeriod
from places.hours.public_holidays import holiday_name
from places.hours.reading import ZONE, Hours, Opening, UnreadableHours, parse
from places.hours.state import State, StateKind, state, state_within
from places.hours.timeline import openings

__all__ = [
    "ZONE",
    "ClosurePeriod",
    "Hours",
    "Opening",
    "State",
    "StateKind",
    "UnreadableHours",
    "holiday_name",
    "openings",
    "parse",
    "state",
    "state_within",
]
