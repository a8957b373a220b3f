"""Import a file of places written in the national standard."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator
from django.db import DatabaseError
from tqdm import tqdm

from places.interop.reading import Row, UnreadableFile
from places.interop.reconcile_run import Request, import_file
from places.interop.report import ImportReport


class Command(BaseCommand):
    help = (
        "Importe un fichier de lieux au standard national (CSV ou JSON). Sans danger : tout est "
        "écrit ou rien ne l’est ; importer deux fois le même fichier ne change rien ; les "
        "corrections faites ici après la date du fichier sont gardées. Les lieux sont publiés "
        "aussitôt : les contacts qui semblent personnels sont nommés, à vérifier. --dry-run "
        "n’écrit rien. "
        "Code de sortie 1 si une ligne est refusée."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument(
            "--source",
            default="",
            help="nom de la source, qui distingue ses identifiants de ceux des autres "
            "(par défaut : la colonne source, sinon le nom du fichier)",
        )
        parser.add_argument("--licence", default="", help="licence de la source")
        parser.add_argument("--source-url", default="", help="adresse web de la source")
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien écrire")
        parser.add_argument(
            "--report", type=Path, metavar="FICHIER", help="écrire le rapport en JSON"
        )

    def handle(self, *args, **options) -> None:
        request = _request(options)
        try:
            report = import_file(request, _progress)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"La base de données a refusé l’import, rien n’a été écrit : {error}"
            ) from error
        self.stdout.write(report.tally())
        if options["report"]:
            _write(report, options["report"])
        if report.refused:
            raise CommandError(f"Lignes refusées : {report.refused}.", returncode=1)


def _request(options: dict) -> Request:
    for option, limit in (("source", 200), ("licence", 200), ("source_url", 500)):
        if len(options[option]) > limit:
            name = option.replace("_", "-")
            raise CommandError(f"--{name} : {limit} caractères au plus.")
    if options["source_url"]:
        try:
            URLValidator(schemes=["http", "https"])(options["source_url"])
        except ValidationError as error:
            raise CommandError("--source-url : ce n’est pas une adresse web.") from error
    return Request(
        path=options["file"],
        source=options["source"].strip(),
        licence=options["licence"].strip(),
        source_url=options["source_url"],
        dry_run=options["dry_run"],
    )


def _progress(rows: Iterable[Row], total: int) -> Iterable[Row]:
    # disable=None: shown on a terminal only.
    return tqdm(rows, total=total, unit=" lieux", desc="Import", file=sys.stderr, disable=None)


def _write(report: ImportReport, path: Path) -> None:
    try:
        report.write(path)
    except OSError as error:
        raise CommandError(
            f"L’import est fait, mais le rapport « {path} » n’a pas pu être écrit : "
            f"{error.strerror}."
        ) from error
