"""`python manage.py import_counts FICHIER`: visits and helps that places counted, from a table."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ...actions.labels import paris_today
from ...actions.recording import Author
from ...interop.reading import UnreadableFile
from ...interop.report import one_line
from ...interop.visit_rows import decoded, read_sheet
from ...interop.visits import Fate, VisitPlan, apply_plan, plan_visits
from ...models import Site
from ...vocabulary import Origin, Publication


class Command(BaseCommand):
    help = (
        "Lit un tableau (CSV) de visites et d’accompagnements : colonnes lieu ; mois ou jour ; "
        "besoin ; visites ; accompagnements. Le lieu est son nom exact, son adresse web ou son "
        "numéro. Une case vide ne change rien. Sans danger : un second passage ne change rien, et "
        "tout s’annule d’un acte. Code de sortie 1 si une ligne est refusée."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien écrire")

    def handle(self, *args, file: Path, dry_run: bool, **options) -> None:
        plan = _plan(file)
        for name in plan.unknown:
            self.stdout.write(f"Colonne non lue : {one_line(name)}")
        for line in plan.lines:
            if line.fate != Fate.SAME:
                self.stdout.write(f"Ligne {line.number}, {line.fate} : {one_line(line.said, 300)}")
        self.stdout.write(plan.tally)
        if dry_run:
            self.stdout.write("Essai sans écriture : rien n’a été changé.")
        else:
            try:
                apply_plan(Author("Fichier", Origin.IMPORT), plan, f"Comptages : {file.name}")
            except ValidationError as error:
                raise CommandError(f"Rien n’a été écrit : {' '.join(error.messages)}") from error
        if plan.refused:
            raise CommandError(f"Lignes refusées : {plan.refused}.", returncode=1)


def _plan(file: Path) -> VisitPlan:
    try:
        sheet = read_sheet(decoded(file.read_bytes()), needs_place=True)
    except OSError as error:
        raise CommandError(f"« {file} » ne peut pas être lu : {error.strerror}.") from error
    except UnreadableFile as error:
        raise CommandError(str(error)) from error
    sites = Site.objects.exclude(publication=Publication.ARCHIVED).only("slug", "name")
    return plan_visits(sheet, sites, paris_today())
