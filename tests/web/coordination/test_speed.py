"""Every page of the back office asks the database little, whether it shows one row or thirty."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from places.actions.recording import Author
from places.models import UnknownText
from places.vocabulary import Origin
from places.web.accounts import sessions

from .test_permissions import routes
from .work import CODE, Work

MOST_QUERIES = 12
MANY = 30

PAGES = """
/coordination/
/coordination/lieux/
/coordination/a-confirmer/
/coordination/a-confirmer/feuille/
/coordination/a-completer/
/coordination/doublons/
/coordination/doublons/chercher/
/coordination/doublons/<int:kept>/<int:merged>/
/coordination/contacts/
/coordination/recherches/
/coordination/recherches/nombres.csv
/coordination/recherches/<int:pk>/ajouter/
/coordination/comptages/
/coordination/comptages/nombres.csv
/coordination/comptages/<int:pk>/
/coordination/comptages/<int:pk>/<str:period>/
/coordination/orientations/
/coordination/orientations/liste.csv
/coordination/lieux/<int:pk>/historique/
/coordination/lieux/<int:pk>/proposer/
/coordination/actes/
/coordination/actes/<int:pk>/
/coordination/actes/<int:pk>/annuler/
/coordination/propositions/
/coordination/propositions/<int:pk>/
/coordination/signalements/
/coordination/signalements/<int:pk>/
/coordination/labels/
/coordination/labels/charte/<slug:code>/
/coordination/labels/demande/
/coordination/labels/attributions/<int:pk>/
/coordination/documents/<str:token>/
/coordination/prets/
/coordination/prets/nouveau/
/coordination/prets/<int:pk>/
/coordination/reseau/
/coordination/envies/
/coordination/envies/<int:pk>/
/coordination/plan/
/coordination/plan/plan-d-action.csv
/coordination/plan/manques/
/coordination/plan/nouvelle/
/coordination/plan/<int:pk>/
/coordination/ateliers/
/coordination/ateliers/nouveau/
/coordination/ateliers/<int:pk>/
/coordination/arrets/
/coordination/arrets/nouveau/
/coordination/arrets/<int:pk>/
/coordination/lieux/<int:pk>/sans-se-deplacer/
/coordination/mon-compte/
/coordination/mon-compte/mot-de-passe/
/coordination/comptes/<int:pk>/lien/
/coordination/comptes/<int:pk>/appareil/
/orienter/
/orienter/guichet/
/orienter/feuille/<slug:slug>/
/orienter/annuaire/
/coordination/admin/
/coordination/admin/^(?P<app_label>axes|auth|places)/$
"""
ADMIN_OF = (
    "auth/user places/actor places/desk places/district places/label places/need places/source"
)
ADMIN_OF = f"{ADMIN_OF} places/desk places/errorreport places/site".split()
ADMIN = [
    f"/coordination/admin/{model}/{rest}"
    for model in ADMIN_OF
    for rest in ("", "add/", "<path:object_id>/change/", "<path:object_id>/history/")
    if f"{model}/{rest}" != "places/errorreport/add/"  # nobody may
]
# Searches and filters: they may cost more than the bare page.
ASKED = """
/coordination/?
/coordination/lieux/?name=maison&stale=6&publication=publie
/coordination/a-confirmer/?mois=12&quartier=epeule
/coordination/a-completer/?manque=sans-besoin
/coordination/doublons/chercher/?q=maison
/coordination/contacts/?q=association
/coordination/orientations/?besoin=imprimer&quartier=epeule&resultat=rien&raison=ferme
/coordination/actes/?lieu=maison&auteur=camille
/coordination/actes/<merge>/
/coordination/actes/<merge>/annuler/
/coordination/a-confirmer/feuille/?silence=1
/coordination/signalements/?traites=1
/coordination/comptages/?mois=<month>&montrer=oui
/coordination/labels/demande/?cherche=maison
/coordination/prets/nouveau/?cherche=maison
/orienter/?q=imprimer&ou=roubaix&gratuit=1
/orienter/feuille/<slug:slug>/?ou=roubaix
/orienter/annuaire/?q=maison
/coordination/plan/manques/?quartier=epeule
/coordination/admin/places/site/?q=maison
/coordination/admin/places/site/?publication__exact=publie
/coordination/admin/autocomplete/?app_label=places&model_name=site&field_name=district&term=quartier
"""
# Posted to, left at once, told to nobody of this role, or behind another door.
NOT_PAGES = """
coordination/connexion/ coordination/connexion/code/ coordination/quitter/
coordination/choisir-mot-de-passe/<uidb64>/<token>/ coordination/mon-compte/appareil/
coordination/mon-compte/appareil/ajouter/ coordination/mon-compte/appareil/secours/
coordination/a-confirmer/confirmer/ coordination/doublons/<int:first>/<int:second>/distincts/
coordination/contacts/<int:pk>/lien/ coordination/contacts/<int:pk>/fermer/
coordination/successions/<int:pk>/ coordination/recherches/<int:pk>/cacher/
coordination/recherches/<int:pk>/montrer/ coordination/labels/charte/<slug:code>/document/
coordination/ateliers/<int:pk>/seance/ coordination/ateliers/<int:pk>/etat/
coordination/arrets/<int:pk>/passage/ coordination/arrets/<int:pk>/etat/
coordination/lieux/<int:pk>/sans-adresse-fixe/
coordination/documents/<str:token>/retirer/ coordination/prets/<int:pk>/retour/
coordination/plan/<int:pk>/etat/ orienter/noter/ orienter/annuler/
""".split()


@pytest.fixture
def work(db, author) -> Work:
    return Work(Author("Camille", Origin.ADMIN))


@pytest.fixture
def clients(account, sign_in, monkeypatch) -> dict[str, Client]:
    """Two coordinators': the telephone of one gives a code. The session, written once a minute
    whatever the page, is not what is measured."""
    monkeypatch.setattr(sessions, "NOTE_EVERY_S", 3600)
    sure = sign_in(account("Coordination", "sure"))
    device = TOTPDevice.objects.create(
        user=User.objects.get(username="sure"), name="téléphone", confirmed=True
    )
    session = sure.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return {"password": sign_in(account("Coordination"), Client()), "second factor": sure}


def address(route: str, work: Work) -> str:
    """A real address of a route, of the thing that has most rows."""
    things = {
        "admin/places/": getattr(work, _model(route), None),
        "admin/auth/": work.account,
        "doublons/": work.site,
        "recherches/": UnknownText.objects.exclude(text="").filter(hidden_at=None).first(),
        "lieux/": work.site,
        "actes/": work.act,
        "propositions/": work.proposal,
        "signalements/": work.report,
        "attributions/": work.award,
        "prets/": work.loan,
        "envies/": work.wish,
        "plan/": work.plan,
        "ateliers/": work.workshop,
        "arrets/": work.stop,
        "comptes/": work.account,
        "comptages/": work.site,
    }
    thing = next((one for part, one in things.items() if part in route), None)
    key = str(getattr(thing, "pk", ""))
    return (
        route.replace("^(?P<app_label>axes|auth|places)/$", "places/")
        .replace("<int:kept>/<int:merged>", f"{work.site.pk}/{work.other.pk}")
        .replace("<slug:code>", CODE)
        .replace("<merge>", str(work.merge.pk))
        .replace("<month>", work.month.code)
        .replace("<str:period>", work.month.code)
        .replace("<slug:slug>", work.site.slug)
        .replace("<str:token>", work.document.token)
        .replace("<int:pk>", key)
        .replace("<path:object_id>", key)
    )


def _model(route: str) -> str:
    found = re.search(r"admin/places/(\w+)/", route)
    return {"errorreport": "report"}.get(found[1], found[1]) if found else ""


def costs(clients: dict[str, Client], work: Work) -> dict[tuple[str, str], list[str]]:
    """(who, route) → the queries of a page that has been seen before."""
    found = {}
    for route in EVERY:
        path = address(route, work)
        assert clients["password"].get(path).status_code == 200
        found |= {(who, route): cost(client, path) for who, client in clients.items()}
    return found


def cost(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
        assert response.status_code == 200
        if response.streaming:
            assert b"".join(response.streaming_content)
    return [query["sql"] for query in captured]


EVERY = [*PAGES.split(), *ADMIN, *ASKED.split()]


def test_a_page_makes_few_queries_however_much_it_shows(work, clients):
    """All pages in one test: the town is made once. A failure lists each page and its queries."""
    few = costs(clients, work)
    work.more(MANY - 1)
    many = costs(clients, work)
    wrong = [
        f"{route} ({who}) : {len(few[who, route])}, then {len(asked)}\n" + "\n".join(asked)
        for (who, route), asked in many.items()
        if len(asked) > MOST_QUERIES or len(asked) > len(few[who, route])
    ]
    assert not wrong, "\n\n".join(wrong)


def test_every_page_of_the_back_office_is_measured():
    """A new page needs its line here."""
    pages = {route.removeprefix("/") for route in EVERY}
    missing = [
        route
        for route in routes()
        if route.startswith(("coordination/", "orienter/"))
        and route not in pages
        and route not in NOT_PAGES
        and not route.startswith("coordination/admin/")
    ]
    assert missing == []
