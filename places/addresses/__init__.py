"""Addresses: the town's own table first, then the national service. Reads only."""

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError

from ..models import Street
from . import geoplateforme, matching, words
from .address import Address

Found = TypeVar("Found")
log = logging.getLogger(__name__)
__all__ = ["Address", "complete", "find", "has_table", "is_address", "locate"]


def complete(text: str, limit: int = 5) -> list[Address]:
    """The addresses of the local table that `text`, still being typed, may become.

    The last word may be unfinished; the likeliest first, those of the town before the others.
    """
    return _of_table(lambda: matching.complete(text, limit)) or []


def find(text: str) -> list[Address]:
    """The address meant by `text`, of the local table or else as the Géoplateforme knows it.

    Several when the text does not tell them apart: the service, which would guess, is not asked.
    None when nobody knows it.
    """
    found = _of_table(lambda: matching.find(text))
    if found:
        return found
    known = geoplateforme.locate(text)
    return [known] if known else []


def locate(text: str) -> Address | None:
    """The one address meant by `text`, None when nobody knows it or when several may be."""
    found = find(text)
    return found[0] if len(found) == 1 else None


def has_table() -> bool:
    """The local table holds some street."""
    return bool(_of_table(Street.objects.exists))


def is_address(text: str) -> bool:
    """It begins as addresses do, by a number or a sort of street."""
    return words.begins_address(text)


def _of_table(read: Callable[[], Found]) -> Found | None:
    """What the table answers; nothing when the database is away: pages live on without it."""
    try:
        return read()
    except DatabaseError as error:
        log.warning("Adresses : la base ne répond pas (%s).", type(error).__name__)
        return None
