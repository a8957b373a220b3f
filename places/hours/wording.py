"""Opening hours in plain French: the public door of this package for words (osm.py computes)."""

from places.hours.clocks import clock, day_name, long_date
from places.hours.rule_wording import hours_sentence
from places.hours.state_wording import state_sentence
from places.hours.week_table import DayLine, week
from places.hours.week_wording import schema_org

__all__ = [
    "DayLine",
    "clock",
    "day_name",
    "hours_sentence",
    "long_date",
    "schema_org",
    "state_sentence",
    "week",
]
