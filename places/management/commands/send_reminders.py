"""`python manage.py send_reminders`: ask associations whether their hours are still true."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from ...actions.mail import send_waiting
from ...actions.reminders import plan_today, remind


class Command(BaseCommand):
    help = (
        "Écrit aux contacts dont les horaires sont à confirmer, renvoie ce qui n’a pas pu partir, "
        "note qui appeler. Sans danger chaque jour : rien ne part deux fois."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien envoyer")

    def handle(self, *, dry_run: bool, **options):
        today = timezone.localdate()
        if dry_run:
            self._tell_plan(today)
            return
        if not settings.SITE_URL:
            raise CommandError("SITE_URL manque : les liens des courriels commencent par elle.")
        retried = send_waiting()
        tally = remind(today, f"{settings.SITE_URL}{reverse('partner-door', args=['x'])[:-2]}")
        self.stdout.write(
            f"Courriels écrits : {tally.letters} (pour {tally.listings} lieux). "
            f"À appeler : {tally.calls}. Attendent une semaine : {tally.waiting}."
        )
        self.stdout.write(
            f"Renvoyés : {retried.sent}. Adresses refusées : {retried.refused}. "
            f"Toujours en attente : {retried.waiting}."
        )
        if retried.waiting:
            raise CommandError("Le serveur de courriel ne répond pas bien : voir les courriels.")

    def _tell_plan(self, today) -> None:
        plan = plan_today(today)
        for contact, dues in plan.letters().items():
            for due in dues:
                self.stdout.write(f"{due.step.label} → {contact.email} : {due.site.name}")
        for due in plan.calls:
            self.stdout.write(f"{due.step.label} : {due.site.name}")
        self.stdout.write(
            f"Courriels à écrire : {len(plan.letters())}. À appeler : {len(plan.calls)}. "
            f"Attendent une semaine : {plan.waiting}. Rien n’est parti."
        )
