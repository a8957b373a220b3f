"""Listings that may be the same place: candidates, a score out of 100, the reasons, the guards.

`likely_duplicates(directory)` compares listings that share something (a telephone number, an
address, a spot, a rare word of their names) and keeps the pairs whose score reaches LIKELY.
"""

from .pairs import LIKELY, Pair, is_quick, likely_duplicates
from .score import Reason, compared

__all__ = ["LIKELY", "Pair", "Reason", "compared", "is_quick", "likely_duplicates"]
