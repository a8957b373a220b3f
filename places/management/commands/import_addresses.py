"""Fills the local address table from a file of the national address base."""

import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from tqdm import tqdm

from ...actions.addresses import Door, Written, replace_streets
from ...interop import ban
from ...interop.reading import UnreadableFile
from ...interop.report import one_line

MOST_SHOWN = 20
_QUOTED = re.compile(r" « .* »")  # what tells one line from another of the same fault


class Command(BaseCommand):
    help = (
        "Lit un fichier CSV (simple ou gzip) de la Base Adresse Nationale, d’une commune ou d’un "
        "département, pour compléter et situer les adresses tapées. Sans danger : les rues des "
        "communes du fichier sont remplacées, les autres restent ; tout est écrit ou rien ne "
        "l’est. --dry-run n’écrit rien. Code de sortie 1 si une ligne est illisible."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien écrire")

    def handle(self, *args, file: Path, dry_run: bool, **options) -> None:
        lines = _Lines(file)
        try:
            written = _try(lines) if dry_run else replace_streets(lines)
        except UnreadableFile as error:
            raise CommandError(f"{error} Rien n’a été écrit.") from error
        except DatabaseError as error:
            raise CommandError(
                f"La base de données a refusé l’import, rien n’a été écrit : {error}"
            ) from error
        self._tell(written, lines, dry_run)
        if lines.refused:
            raise CommandError(f"Lignes illisibles : {lines.refused}.", returncode=1)

    def _tell(self, written: Written, lines: "_Lines", dry_run: bool) -> None:
        verb = "à écrire" if dry_run else "écrites"
        self.stdout.write(
            f"{lines.read} lignes lues : {written.numbers} adresses de {written.streets} rues "
            f"{verb}, dans {written.communes} communes."
        )
        for problem in lines.shown:
            self.stderr.write(problem)
        more = lines.refused - len(lines.shown)
        if more:
            self.stderr.write(f"et {more} autres lignes illisibles ; en tout :")
            for problem, count in lines.problems.most_common(MOST_SHOWN):
                self.stderr.write(f"  {count} × {problem}")


class _Lines:
    """The doors of a file, read once; what could not be read is counted by reason."""

    def __init__(self, path: Path):
        self._path = path
        self.read = 0
        self.refused = 0
        self.shown: list[str] = []
        self.problems: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Door]:
        for line in _progress(ban.read(self._path)):
            self.read += 1
            if line.door is None:
                self._refuse(line)
            else:
                yield line.door
        if self.read == self.refused:
            raise UnreadableFile(f"« {self._path} » ne contient aucune adresse lisible.")

    def _refuse(self, line: ban.Line) -> None:
        self.refused += 1
        problem = one_line(line.problem)
        self.problems[_QUOTED.sub("", problem)] += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(f"Ligne {line.number} : {problem}")


def _progress(lines: Iterable[ban.Line]) -> Iterable[ban.Line]:
    # disable=None: shown on a terminal only.
    return tqdm(lines, unit=" lignes", desc="Adresses", file=sys.stderr, disable=None)


def _try(doors: Iterable[Door]) -> Written:
    """What `replace_streets` would write, undone."""
    with transaction.atomic():
        written = replace_streets(doors)
        transaction.set_rollback(True)
    return written
