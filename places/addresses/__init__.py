"""Addresses: the town's own table first, then the national service. Reads only."""

from . import geoplateforme, matching
from .address import Address

__all__ = ["Address", "complete", "locate"]


def complete(text: str, limit: int = 5) -> list[Address]:
    """The addresses of the local table that `text`, still being typed, may become.

    The last word may be unfinished; the likeliest first, those of the town before the others.
    """
    return matching.complete(text, limit)


def locate(text: str) -> Address | None:
    """The address meant by `text`: of the local table, else as the Géoplateforme knows it.

    None when nobody knows it, or when it may be in several towns and none is said.
    """
    return matching.find(text) or geoplateforme.locate(text)
