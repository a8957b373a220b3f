"""`python manage.py tell_orientations`: tell places how many people were sent to them."""

from argparse import ArgumentParser
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from ...actions.labels import paris_today
from ...actions.mail import send_waiting
from ...actions.orientation_mail import plan_month, tell_orientations
from ...hours.periods import NotAPeriod, months_back, read_month


class Command(BaseCommand):
    help = (
        "Écrit aux lieux à qui les guichets ont envoyé beaucoup de personnes dans le mois passé "
        "(ORIENTATION_MAIL_FROM), renvoie ce qui n’a pas pu partir. Sans danger chaque jour : une "
        "fois par lieu et par mois, jamais deux courriels à une adresse dans la semaine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", default="", metavar="AAAA-MM", help="un autre mois passé")
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien envoyer")

    def handle(self, *args, month: str, dry_run: bool, **options) -> None:
        today = paris_today()
        asked = _month(month, today)
        if dry_run:
            self._tell_plan(asked, today)
            return
        if not settings.SITE_URL:
            raise CommandError("SITE_URL manque : les liens des courriels commencent par elle.")
        retried = send_waiting()
        base = f"{settings.SITE_URL}{reverse('partner-door', args=['x'])[:-2]}"
        tally = tell_orientations(asked, today, base)
        self.stdout.write(
            f"Courriels écrits : {tally.letters} (pour {tally.places} lieux). "
            f"Attendent une semaine : {tally.waiting}. Sans destinataire : {tally.silent}."
        )
        if retried.waiting:
            raise CommandError("Le serveur de courriel ne répond pas bien : voir les courriels.")

    def _tell_plan(self, month: date, today: date) -> None:
        plan = plan_month(month, today)
        for contact, places in plan.letters.items():
            for one in places:
                self.stdout.write(f"{contact.email} : {one.site.name}, {one.number} fois")
        self.stdout.write(
            f"Courriels à écrire : {len(plan.letters)}. Attendent une semaine : {plan.waiting}. "
            f"Sans destinataire : {plan.silent}. Rien n’est parti."
        )


def _month(asked: str, today: date) -> date:
    """The month asked, or the one before this one. Raises CommandError."""
    this, last = months_back(today, 2)
    if not asked:
        return last
    try:
        month = read_month(asked).month
    except NotAPeriod as error:
        raise CommandError(f"--month : {error}") from error
    if month >= this:
        raise CommandError("--month : ce mois n’est pas fini.")
    return month
