"""Export the published places."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from places.interop.export import FORMATS, export


class Command(BaseCommand):
    help = (
        "Exporte les lieux publiés : csv et json au standard national, geojson pour les cartes. "
        "Ne lit que ce qui est public et ne change rien. Les colonnes inconnues du standard "
        "reçues dans les fichiers importés sont rendues à la suite ; --standard-only les laisse. "
        "Les valeurs d’exemple ne sont pas rendues."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=FORMATS, default="csv")
        parser.add_argument(
            "--out", default="-", metavar="FICHIER", help="par défaut : la sortie standard"
        )
        parser.add_argument(
            "--standard-only", action="store_true", help="seulement les colonnes du standard"
        )
        parser.add_argument(
            "--with-examples",
            action="store_true",
            help="rend aussi les valeurs d’exemple (démonstration, lieux fictifs)",
        )

    def handle(self, *args, **options) -> None:
        chosen = {
            "form": options["format"],
            "standard_only": options["standard_only"],
            "with_examples": options["with_examples"],
        }
        if options["out"] == "-":
            export(_Raw(self.stdout), **chosen)
            return
        path = Path(options["out"])
        # Written beside, then renamed: nobody ever reads half a file.
        partial = path.with_name(f".{path.name}.en-cours")
        try:
            with partial.open("w", encoding="utf-8", newline="") as file:
                count = export(file, **chosen)
            partial.replace(path)
        except OSError as error:
            raise CommandError(f"« {path} » ne peut pas être écrit : {error.strerror}.") from error
        finally:
            partial.unlink(missing_ok=True)
        self.stderr.write(f"{count} lieux exportés dans {path}.")


class _Raw:
    """A command's output that adds no end of line of its own."""

    def __init__(self, output: OutputWrapper):
        self._output = output

    def write(self, text: str) -> None:
        self._output.write(text, ending="")
