"""Free French opening hours → OpenStreetMap text, as JSON."""

import json
import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.utils import timezone

from ...hours.clocks import monday_of
from ...hours.french import read
from ...hours.wording import hours_sentence


class Command(BaseCommand):
    help = (
        "Traduit des horaires écrits en français en format OpenStreetMap, et dit ce qui n’a pas "
        "été compris. Sans texte, lit un texte par ligne sur l’entrée standard et écrit un objet "
        "JSON par ligne. Ne change rien."
    )

    def add_arguments(self, parser):
        parser.add_argument("text", nargs="?", metavar="TEXTE")

    def handle(self, *args, text, **options):
        monday = monday_of(timezone.localdate())
        for line in _lines() if text is None else [text]:
            reading = read(line)._asdict()
            said = {"osm": reading.pop("osm")}
            said["sentence"] = hours_sentence(said["osm"], monday)
            self.stdout.write(json.dumps(said | reading, ensure_ascii=False))
            self.stdout.flush()


def _lines() -> Iterator[str]:
    """The lines of standard input; bytes that are not UTF-8 become U+FFFD, which is quoted back."""
    for line in getattr(sys.stdin, "buffer", sys.stdin):
        text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
        yield text.rstrip("\r\n")
