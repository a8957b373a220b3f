"""Tells how often queries are understood as expected."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ...directory import load
from ...directory.understand.measure import measure

SEED = 1


class Command(BaseCommand):
    help = (
        "Mesure, sur un fichier de demandes (fixtures/requetes-*.csv), la part comprise comme "
        "attendu, telles quelles puis avec une faute de frappe par mot long. Ne change rien."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--missed", action="store_true", help="montre les demandes manquées")

    def handle(self, *args, file, missed, **options):
        try:
            with file.open(encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
        except OSError as error:
            raise CommandError(f"« {file} » ne peut pas être lu : {error.strerror}.") from error
        lexicon = load.current().directory.lexicon
        for name, seed in (("telles quelles", None), ("avec fautes", SEED)):
            score = measure(rows, lexicon, seed)
            self.stdout.write(
                f"{name:15} {score.count} demandes : au premier coup {score.at_one:.1%}, "
                f"dans les trois premiers {score.at_three:.1%}, p95 {score.p95_ms:.2f} ms"
            )
            if missed:
                self.stdout.writelines(f"  {query}" for query in score.missed)
