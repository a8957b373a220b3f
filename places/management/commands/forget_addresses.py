"""Erases what residents left and that is no longer needed."""

from django.core.management.base import BaseCommand

from ...actions.report import EMAIL_DAYS, forget_addresses
from ...actions.searches import UNKNOWN_DAYS, forget_unknown_texts


class Command(BaseCommand):
    help = (
        "Efface les courriels laissés avec un signalement, une proposition ou une envie depuis "
        f"plus de {EMAIL_DAYS} jours, et les mots inconnus qui ne sont plus cherchés depuis "
        f"{UNKNOWN_DAYS} jours. "
        "À lancer chaque jour ; chaque nouveau signalement et chaque recherche le font aussi."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Courriels effacés : {forget_addresses()}.")
        self.stdout.write(f"Mots cherchés oubliés : {forget_unknown_texts()}.")
