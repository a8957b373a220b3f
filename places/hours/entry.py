"""Opening hours as people type them in a form: in French, or as OpenStreetMap text."""

from functools import lru_cache

from .french import MONDAY, read
from .osm import UnreadableHours, parse
from .wording import hours_sentence


class NotUnderstood(ValueError):
    """`parts`: what could not be read, in the order of the text."""

    def __init__(self, parts: tuple[str, ...]):
        super().__init__("Nous n’avons pas compris : " + ", ".join(f"« {p} »" for p in parts) + ".")
        self.parts = parts


def read_entry(text: str) -> str:
    """OSM text of what was typed; "" for nothing. Raises NotUnderstood: never a guess."""
    text = text.strip()
    if not text or _is_osm(text):
        return text
    reading = read(text)
    if not reading.certain:
        raise NotUnderstood(reading.not_understood)
    return reading.osm


@lru_cache(maxsize=4096)
def write_entry(osm: str) -> str:
    """The French that `read_entry` turns back into the same hours; else the text as it is."""
    if not osm or not _is_osm(osm):
        return osm
    sentence = hours_sentence(osm, MONDAY)
    try:
        return sentence if read_entry(sentence) == osm else osm
    except NotUnderstood:
        return osm


def _is_osm(text: str) -> bool:
    try:
        parse(text)
    except UnreadableHours:
        return False
    return True
