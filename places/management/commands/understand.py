"""What the site understands of a text, as JSON."""

import json
import sys

from django.core.management.base import BaseCommand

from ...directory import load
from ...directory.understand import Understood, understand
from ...directory.understand.phrasebook import CONSTRAINT
from ...vocabulary import Category


class Command(BaseCommand):
    help = (
        "Dit en JSON ce que le site comprend d’un texte. Sans texte, lit une demande par ligne "
        "sur l’entrée standard et écrit un objet JSON par ligne. Ne change rien."
    )

    def add_arguments(self, parser):
        parser.add_argument("text", nargs="?", metavar="TEXTE")

    def handle(self, *args, text, **options):
        directory = load.current().directory
        lines = [text] if text is not None else (line.rstrip("\n") for line in sys.stdin)
        for line in lines:
            found = described(understand(line, directory.lexicon), directory.lists.need_by_code)
            self.stdout.write(json.dumps(found, ensure_ascii=False))


def described(understood: Understood, needs: dict) -> dict:
    """JSON-ready: codes of needs and kinds, exact labels of the standard's categories."""
    categories = (c for code in understood.needs for c in needs[code].categories)
    return {
        "text": understood.text,
        "corrected": understood.corrected or understood.text,
        "needs": list(understood.needs),
        "categories": [Category(code).label for code in dict.fromkeys(categories)],
        "kinds": list(understood.kinds),
        "place": understood.place or None,
        "constraints": [":".join(key) for key in understood.values(CONSTRAINT)],
        "ignored": list(understood.ignored),
    }
