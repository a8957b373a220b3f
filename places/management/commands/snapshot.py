"""Keeps the état des lieux of the month."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...actions.snapshots import take_snapshot


class Command(BaseCommand):
    help = (
        "Garde l’état des lieux du mois, pour le comparer plus tard. À lancer chaque jour ; sans "
        "danger : le premier d’un mois reste, les suivants ne le changent pas."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--day",
            type=date.fromisoformat,
            metavar="AAAA-MM-JJ",
            help="un jour manqué, parmi les 31 derniers (aujourd’hui par défaut)",
        )

    def handle(self, *, day: date | None = None, **options):
        try:
            found, is_new = take_snapshot(timezone.now(), day)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        said = "gardé" if is_new else "déjà gardé, rien ne change"
        self.stdout.write(f"État des lieux du mois {found} ({found.day:%d/%m/%Y}) : {said}.")
