"""Export the published places."""

import io
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from places.interop.export import FORMATS, export, extra_columns
from places.interop.report import one_line


class Command(BaseCommand):
    help = (
        "Exporte les lieux publiés : csv et json au standard national, geojson pour les cartes. "
        "Ne change rien. Rend ce que montrent les fiches publiques et aussi, telles quelles, les "
        "colonnes hors du standard reçues dans les fichiers importés, même si aucune page ne les "
        "montre ; leurs noms sont dits sur la sortie d’erreur, --standard-only les laisse. "
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
            _print(self.stdout, chosen)
        else:
            count = _write(Path(options["out"]), chosen)
            self.stderr.write(f"{count} lieux exportés dans {options['out']}.")
        names = [] if options["standard_only"] else extra_columns()
        if names:
            told = ", ".join(one_line(name) for name in names)
            self.stderr.write(
                f"Colonnes hors du standard rendues : {told} ; --standard-only les laisse."
            )


def _write(path: Path, chosen: dict) -> int:
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
    return count


def _print(output: OutputWrapper, chosen: dict) -> None:
    """The bytes that a file would have, whatever ends of line and encoding the system prefers."""
    binary = getattr(output, "buffer", None)
    if binary is None:  # a text in memory: nothing to translate
        export(_Raw(output), **chosen)
        return
    output.flush()
    text = io.TextIOWrapper(binary, encoding="utf-8", newline="")
    try:
        export(text, **chosen)
    finally:
        text.detach()  # written out, and left open for its owner


class _Raw:
    """A command's output that adds no end of line of its own."""

    def __init__(self, output: OutputWrapper):
        self._output = output

    def write(self, text: str) -> None:
        self._output.write(text, ending="")
