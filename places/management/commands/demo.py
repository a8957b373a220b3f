"""`python manage.py demo`: the site at work on this machine, with the places of Roubaix."""

import errno
import os
import socket

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone
from django.utils.crypto import get_random_string

from ...actions.accounts import settle_access
from ...actions.recording import Author
from ...interop.town import Tally, load_town
from ...models import Site
from ...models.roles import COORDINATION
from ...vocabulary import Origin
from ..demo_day import make_day

HOST = "127.0.0.1"
ACCOUNT = "coordination"
TOWN_FILE = settings.BASE_DIR / "fixtures" / "roubaix.json"
DAY_FILE = settings.BASE_DIR / "fixtures" / "roubaix-journee.json"


class Command(BaseCommand):
    help = (
        "Prépare la base, charge les lieux de Roubaix et sert le site sur cette machine. "
        "Sans danger : ce qui existe déjà (lieux, comptes, corrections) reste tel quel."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="port local (8000)")
        parser.add_argument(
            "--no-serve", action="store_true", help="tout préparer, sans lancer le site"
        )

    def handle(self, *, port: int, no_serve: bool, **options):
        if not no_serve:
            check_port(port)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # within DATA_DIR
        call_command("migrate", interactive=False, verbosity=0)
        is_new = not Site.objects.exists()
        self._tell_places(load_town(TOWN_FILE, Author("Démonstration", Origin.IMPORT)))
        if is_new:
            make_day(DAY_FILE, timezone.now())
        self._tell_account(create_account())
        address = f"http://{HOST}:{port}/"
        self.stdout.write(f"Site public : {address}")
        self.stdout.write(f"Coordination : {address}coordination/")
        if not no_serve:
            self.stdout.write("Pour arrêter : Ctrl + C.")
            call_command("runserver", f"{HOST}:{port}", use_reloader=False)

    def _tell_places(self, tally: Tally) -> None:
        self.stdout.write(
            f"Lieux : {tally.created} ajoutés, {tally.kept} déjà là. "
            "Ce qui est noté « exemple » sur une fiche est inventé."
        )

    def _tell_account(self, password: str | None) -> None:
        if password is None:
            self.stdout.write(
                f"Le compte « {ACCOUNT} » existe déjà : rien n’y change. Mot de passe perdu ? "
                f"python manage.py changepassword {ACCOUNT}"
            )
            return
        self.stdout.write(f"Compte : {ACCOUNT}")
        self.stdout.write(f"Mot de passe : {password}")
        self.stdout.write(self.style.WARNING("Notez-le : il ne sera plus affiché."))


def create_account() -> str | None:
    """The password of the coordinator's account made now; None when it was already there."""
    users = get_user_model().objects
    if users.filter(username=ACCOUNT).exists():
        return None
    password = get_random_string(20)
    user = users.create_user(ACCOUNT, password=password)
    user.groups.add(Group.objects.get(name=COORDINATION))
    settle_access(user)
    return password


def check_port(port: int) -> None:
    """Raises CommandError, in French, when nobody can listen on this port of this machine."""
    if not 1 <= port <= 65535:
        raise CommandError(f"--port : {port} n’est pas entre 1 et 65535.")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        if os.name == "posix":  # as the server does: a port just left is free
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            other = port + 1 if 1024 <= port < 65535 else 8001
            why = "est déjà pris" if error.errno == errno.EADDRINUSE else "est refusé"
            raise CommandError(
                f"Le port {port} {why} sur cette machine. "
                f"Essayez : python manage.py demo --port {other}"
            ) from error
