"""Notes as expired the labels whose end is past."""

from django.core.management.base import BaseCommand

from ...actions.labels import expire_labels
from ...actions.recording import Author
from ...vocabulary import Origin


class Command(BaseCommand):
    help = (
        "Note « expiré » les labels dont la fin est passée. À lancer chaque jour ; sans danger, "
        "même plusieurs fois. Le site public, lui, cesse de montrer un label dès sa fin."
    )

    def handle(self, *args, **options):
        done = expire_labels(Author("Expiration automatique", Origin.COMMAND))
        self.stdout.write(f"Labels expirés : {done}.")
