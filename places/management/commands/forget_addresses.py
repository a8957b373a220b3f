"""Erases the addresses that visitors left with old error reports."""

from django.core.management.base import BaseCommand

from ...actions.report import EMAIL_DAYS, forget_addresses


class Command(BaseCommand):
    help = (
        f"Efface les courriels laissés avec un signalement depuis plus de {EMAIL_DAYS} jours. "
        "À lancer chaque jour ; chaque nouveau signalement le fait aussi."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Courriels effacés : {forget_addresses()}.")
