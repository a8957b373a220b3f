"""The état des lieux: every figure and table about the network of places, read-only.

`landscape` computes it once for a copy of the directory and keeps it for a while: nothing is
counted again for a second reader.
"""

from .compute import KEPT_FOR, landscape
from .figures import Cell, Column, Figure, Landscape, Listing, Row, Section, Table

__all__ = [
    "KEPT_FOR",
    "Cell",
    "Column",
    "Figure",
    "Landscape",
    "Listing",
    "Row",
    "Section",
    "Table",
    "landscape",
]
