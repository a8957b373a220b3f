"""`manage.py read_bounce < message`: note the addresses that a delivery report says are wrong."""

import sys

from django.core.management.base import BaseCommand

from ...actions.mail import note_refused
from ...interop.bounces import read_bounces


class Command(BaseCommand):
    help = (
        "Lit sur l’entrée standard un rapport de non-remise (message entier) et note les adresses "
        "refusées : les rappels passent au contact suivant. Un autre message ne change rien."
    )

    def handle(self, **options):
        bounces = read_bounces(sys.stdin.buffer.read())
        noted = sum(note_refused(bounce.address, bounce.problem) for bounce in bounces)
        self.stdout.write(f"Adresses refusées : {len(bounces)}. Contacts concernés : {noted}.")
