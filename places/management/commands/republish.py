"""Writes every public document again."""

from django.core.management.base import BaseCommand
from django.db import transaction

from ...models import Site
from ...press import publish


class Command(BaseCommand):
    help = (
        "Récrit toutes les fiches publiques à partir de la base, par exemple après une mise à "
        "jour du logiciel. Ne change aucune donnée ; peut être lancé à tout moment."
    )

    def handle(self, *args, **options):
        with transaction.atomic():
            publish.publish_lists()
            ids = list(Site.objects.values_list("pk", flat=True))
            publish.publish_sites(ids)
        self.stdout.write(f"{len(ids)} fiches récrites.")
