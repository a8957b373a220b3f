"""Needs and districts: the lists that listings and searches refer to."""

from collections.abc import Iterable

from ..models import District, Need
from .recording import Author, act


def save_needs(author: Author, entries: Iterable[dict]) -> list[Need]:
    """Create or correct needs by their code; published at once."""
    return _save(author, Need, "code", entries, "Besoins")


def save_districts(author: Author, entries: Iterable[dict]) -> list[District]:
    """Create or correct districts by their slug; a parent is named by its slug and comes first."""
    return _save(author, District, "slug", entries, "Quartiers")


def _save(author: Author, model, key: str, entries: Iterable[dict], reason: str) -> list:
    saved = []
    with act(author, reason) as writing:
        for entry in entries:
            values = dict(entry)
            if isinstance(values.get("parent"), str):
                values["parent"] = model.objects.filter(slug=values["parent"]).first()
            row = model.objects.filter(**{key: values[key]}).first() or model()
            for name, value in values.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()
            saved.append(row)
        writing.touch_lists()
    return saved
