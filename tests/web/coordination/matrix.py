"""The permission matrix, a page a line: what each role gets, then the route.

The columns: an anonymous visitor, « Accueil », « Mairie », « Partenaires », « Coordination », a
superuser.

« login »: sent to the page that asks who you are. GET unless the line says POST; a POST is sent
empty, so 400 and 302 mean that the role may act.
"""

from typing import NamedTuple

ROLES_IN_ORDER = ("anonyme", "Accueil", "Mairie", "Partenaires", "Coordination", "superutilisateur")


class Line(NamedTuple):
    method: str
    route: str
    expected: dict[str, str]


MATRIX = """
200   200 200 200 200 200  /
200   200 200 200 200 200  /besoins/
200   200 200 200 200 200  /lieux/
200   200 200 200 200 200  /lieux/carte.json
200   200 200 200 200 200  /lieux/<slug:slug>/
200   200 200 200 200 200  /lieux/<slug:slug>/erreur/
200   200 200 200 200 200  /lieux/<slug:slug>/ateliers.ics
200   200 200 200 200 200  /lieux/<slug:slug>/arrets.ics
200   200 200 200 200 200  /ateliers/
200   200 200 200 200 200  /ateliers.ics
200   200 200 200 200 200  /ateliers/quartier/<slug:slug>.ics
302   302 302 302 302 302  /maj/<int:pk>/ateliers/
302   302 302 302 302 302  /maj/<int:pk>/ateliers/nouveau/
302   302 302 302 302 302  /maj/<int:pk>/ateliers/<int:number>/
302   302 302 302 302 302  POST /maj/<int:pk>/ateliers/<int:number>/seance/
302   302 302 302 302 302  POST /maj/<int:pk>/ateliers/<int:number>/fini/
302   302 302 302 302 302  /maj/<int:pk>/sans-se-deplacer/
302   302 302 302 302 302  /maj/<int:pk>/arrets/
302   302 302 302 302 302  /maj/<int:pk>/arrets/nouveau/
302   302 302 302 302 302  /maj/<int:pk>/arrets/<int:number>/
302   302 302 302 302 302  POST /maj/<int:pk>/arrets/<int:number>/passage/
302   302 302 302 302 302  POST /maj/<int:pk>/arrets/<int:number>/fini/
200   200 200 200 200 200  /envies/
200   200 200 200 200 200  /envies/nouvelle/
400   400 400 400 400 400  POST /envies/nouvelle/
200   200 200 200 200 200  /suggestions/
200   200 200 200 200 200  /a-propos/
200   200 200 200 200 200  /etat-des-lieux/
200   200 200 200 200 200  /etat-des-lieux/tableaux.xlsx
200   200 200 200 200 200  /etat-des-lieux/document.docx
200   200 200 200 200 200  /etat-des-lieux/document.pdf
200   200 200 200 200 200  /etat-des-lieux/<slug:code>.csv
200   200 200 200 200 200  /etat-des-lieux/<month:month>/
200   200 200 200 200 200  /etat-des-lieux/<month:month>/tableaux.xlsx
200   200 200 200 200 200  /etat-des-lieux/<month:month>/document.docx
200   200 200 200 200 200  /etat-des-lieux/<month:month>/document.pdf
200   200 200 200 200 200  /etat-des-lieux/<month:month>/<slug:code>.csv
200   200 200 200 200 200  /robots.txt
200   200 200 200 200 200  /sitemap.xml
200   200 200 200 200 200  /sitemap-<section>.xml
404   404 404 404 404 404  /maj/lien/<str:token>/
302   302 302 302 302 302  POST /maj/lien/<str:token>/nouveau/
200   200 200 200 200 200  /maj/nouveau-lien/
200   200 200 200 200 200  /maj/nouveau-lien/envoye/
302   302 302 302 302 302  POST /maj/quitter/
302   302 302 302 302 302  /maj/
302   302 302 302 302 302  /maj/merci/
302   302 302 302 302 302  /maj/<int:pk>/
302   302 302 302 302 302  POST /maj/<int:pk>/confirmer/
302   302 302 302 302 302  /maj/<int:pk>/corriger/
302   302 302 302 302 302  POST /maj/<int:pk>/corriger/
302   302 302 302 302 302  /maj/<int:pk>/corriger/merci/
302   302 302 302 302 302  POST /maj/lire-horaires/
302   302 302 302 302 302  /maj/<int:pk>/comptage/
302   302 302 302 302 302  /maj/<int:pk>/comptage/<str:period>/
302   302 302 302 302 302  POST /maj/<int:pk>/comptage/<str:period>/
302   302 302 302 302 302  /maj/<int:pk>/comptage/<str:period>/merci/
302   302 302 302 302 302  /maj/<int:pk>/comptage/fichier/
302   302 302 302 302 302  POST /maj/<int:pk>/comptage/fichier/
302   302 302 302 302 302  /maj/messages/
302   302 302 302 302 302  POST /maj/messages/
302   302 302 302 302 302  /maj/relais/
302   302 302 302 302 302  POST /maj/relais/
302   302 302 302 302 302  /maj/relais/merci/
200   200 200 200 200 200  /coordination/connexion/
302   302 302 302 302 302  POST /coordination/quitter/
login 302 302 302 302 302  /coordination/connexion/code/
login 302 302 302 302 302  /coordination/mon-compte/appareil/
login 200 200 200 200 200  /coordination/mon-compte/appareil/ajouter/
login 302 302 302 302 302  /coordination/mon-compte/appareil/secours/
login 200 200 200 200 200  /coordination/mon-compte/
login 200 200 200 200 200  /coordination/mon-compte/mot-de-passe/
410   410 410 410 410 410  /coordination/choisir-mot-de-passe/<uidb64>/<token>/
login 403 403 403 200 200  /coordination/comptes/<int:pk>/lien/
login 403 403 403 200 200  /coordination/comptes/<int:pk>/appareil/
login 200 200 403 200 200  /orienter/
login 400 400 403 400 400  POST /orienter/noter/
login 302 302 403 302 302  POST /orienter/annuler/
login 200 200 403 200 200  /orienter/guichet/
login 302 302 403 302 302  POST /orienter/guichet/
login 200 200 403 200 200  /orienter/feuille/<slug:slug>/
login 200 200 403 200 200  /orienter/annuaire/
login 200 200 403 200 200  /coordination/
login 200 200 403 200 200  /coordination/lieux/
login 403 200 403 200 200  /coordination/a-confirmer/
login 403 200 403 200 200  /coordination/a-confirmer/feuille/
login 403 400 403 400 400  POST /coordination/a-confirmer/confirmer/
login 403 200 403 200 200  /coordination/a-completer/
login 403 200 403 200 200  /coordination/recherches/
login 403 200 403 200 200  /coordination/recherches/nombres.csv
login 403 403 403 200 200  /coordination/orientations/
login 403 403 403 200 200  /coordination/orientations/liste.csv
login 403 403 403 200 200  /coordination/recherches/<int:pk>/ajouter/
login 403 403 403 302 302  POST /coordination/recherches/<int:pk>/cacher/
login 403 403 403 404 404  POST /coordination/recherches/<int:pk>/montrer/
login 403 403 403 200 200  /coordination/doublons/
login 403 403 403 200 200  /coordination/doublons/chercher/
login 403 403 403 200 200  /coordination/doublons/<int:kept>/<int:merged>/
login 403 403 403 409 409  POST /coordination/doublons/<int:kept>/<int:merged>/
login 403 403 403 302 302  POST /coordination/doublons/<int:first>/<int:second>/distincts/
login 403 200 403 200 200  /coordination/contacts/
login 403 302 403 302 302  POST /coordination/contacts/<int:pk>/lien/
login 403 302 403 302 302  POST /coordination/contacts/<int:pk>/fermer/
login 403 403 403 302 302  POST /coordination/successions/<int:pk>/
login 200 200 403 200 200  /coordination/lieux/<int:pk>/historique/
login 403 200 403 200 200  /coordination/actes/
login 403 200 403 200 200  /coordination/actes/<int:pk>/
login 403 403 403 200 200  /coordination/actes/<int:pk>/annuler/
login 403 403 403 302 302  POST /coordination/actes/<int:pk>/annuler/
login 403 200 403 200 200  /coordination/propositions/
login 403 200 403 200 200  /coordination/propositions/<int:pk>/
login 403 403 403 403 403  POST /coordination/propositions/<int:pk>/
login 403 200 403 200 200  /coordination/lieux/<int:pk>/proposer/
login 403 200 403 200 200  /coordination/signalements/
login 403 403 403 200 200  /coordination/signalements/<int:pk>/
login 403 403 403 400 400  POST /coordination/signalements/<int:pk>/
login 403 200 403 200 200  /coordination/comptages/
login 403 200 403 200 200  /coordination/comptages/nombres.csv
login 403 200 403 200 200  /coordination/comptages/<int:pk>/
login 403 200 403 200 200  /coordination/comptages/<int:pk>/<str:period>/
login 403 302 403 302 302  POST /coordination/comptages/<int:pk>/<str:period>/
login 403 200 403 200 200  /coordination/labels/
login 403 200 403 200 200  /coordination/labels/charte/<slug:code>/
login 403 403 403 400 400  POST /coordination/labels/charte/<slug:code>/document/
login 403 403 403 200 200  /coordination/labels/demande/
login 403 403 403 400 400  POST /coordination/labels/demande/
login 403 200 403 200 200  /coordination/labels/attributions/<int:pk>/
login 403 403 403 302 302  POST /coordination/labels/attributions/<int:pk>/
login 403 200 403 200 200  /coordination/documents/<str:token>/
login 403 403 403 302 302  POST /coordination/documents/<str:token>/retirer/
login 403 200 403 200 200  /coordination/prets/
login 403 403 403 200 200  /coordination/prets/nouveau/
login 403 403 403 400 400  POST /coordination/prets/nouveau/
login 403 200 403 200 200  /coordination/prets/<int:pk>/
login 403 403 403 400 400  POST /coordination/prets/<int:pk>/
login 403 403 403 400 400  POST /coordination/prets/<int:pk>/retour/
login 403 200 403 200 200  /coordination/reseau/
login 403 200 403 200 200  /coordination/envies/
login 403 200 403 200 200  /coordination/envies/<int:pk>/
login 403 403 403 400 400  POST /coordination/envies/<int:pk>/
login 403 200 403 200 200  /coordination/plan/
login 403 200 403 200 200  /coordination/plan/plan-d-action.csv
login 403 200 403 200 200  /coordination/plan/manques/
login 403 403 403 200 200  /coordination/plan/nouvelle/
login 403 403 403 400 400  POST /coordination/plan/nouvelle/
login 403 403 403 200 200  /coordination/plan/<int:pk>/
login 403 403 403 400 400  POST /coordination/plan/<int:pk>/
login 403 403 403 302 302  POST /coordination/plan/<int:pk>/etat/
login 200 200 403 200 200  /coordination/ateliers/
login 403 200 403 200 200  /coordination/ateliers/nouveau/
login 200 200 403 200 200  /coordination/ateliers/<int:pk>/
login 403 400 403 400 400  POST /coordination/ateliers/<int:pk>/seance/
login 403 400 403 400 400  POST /coordination/ateliers/<int:pk>/etat/
login 200 200 403 200 200  /coordination/arrets/
login 403 200 403 200 200  /coordination/arrets/nouveau/
login 200 200 403 200 200  /coordination/arrets/<int:pk>/
login 403 400 403 400 400  POST /coordination/arrets/<int:pk>/passage/
login 403 400 403 400 400  POST /coordination/arrets/<int:pk>/etat/
login 403 302 403 302 302  POST /coordination/lieux/<int:pk>/sans-adresse-fixe/
login 403 200 403 200 200  /coordination/lieux/<int:pk>/sans-se-deplacer/
login 200 200 403 200 200  /coordination/admin/
200   200 200 200 200 200  /coordination/admin/login/
login 302 302 403 302 302  POST /coordination/admin/logout/
login 302 302 403 302 302  /coordination/admin/password_change/
login 302 302 403 302 302  /coordination/admin/password_change/done/
login 403 403 403 403 403  /coordination/admin/autocomplete/
login 200 200 403 200 200  /coordination/admin/jsi18n/
login 404 404 403 404 404  /coordination/admin/r/<path:content_type_id>/<path:object_id>/
login 403 403 403 403 200  /coordination/admin/axes/accessattempt/
login 403 403 403 403 403  /coordination/admin/axes/accessattempt/add/
login 403 403 403 403 200  /coordination/admin/axes/accessattempt/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/axes/accessattempt/<path:object_id>/delete/
login 403 403 403 403 200  /coordination/admin/axes/accessattempt/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/axes/accessattempt/<path:object_id>/
login 403 403 403 403 200  /coordination/admin/axes/accesslog/
login 403 403 403 403 403  /coordination/admin/axes/accesslog/add/
login 403 403 403 403 200  /coordination/admin/axes/accesslog/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/axes/accesslog/<path:object_id>/delete/
login 403 403 403 403 200  /coordination/admin/axes/accesslog/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/axes/accesslog/<path:object_id>/
login 403 403 403 403 200  /coordination/admin/axes/accessfailurelog/
login 403 403 403 403 403  /coordination/admin/axes/accessfailurelog/add/
login 403 403 403 403 200  /coordination/admin/axes/accessfailurelog/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/axes/accessfailurelog/<path:object_id>/delete/
login 403 403 403 403 200  /coordination/admin/axes/accessfailurelog/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/axes/accessfailurelog/<path:object_id>/
login 403 403 403 200 200  /coordination/admin/auth/user/
login 403 403 403 200 200  /coordination/admin/auth/user/add/
login 403 403 403 200 200  /coordination/admin/auth/user/<path:object_id>/history/
login 403 403 403 403 403  /coordination/admin/auth/user/<path:object_id>/delete/
login 403 403 403 200 200  /coordination/admin/auth/user/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/auth/user/<path:object_id>/
login 200 200 403 200 200  /coordination/admin/places/actor/^([^/]+)/history/([^/]+)/$
login 200 200 403 200 200  /coordination/admin/places/actor/
login 403 200 403 200 200  /coordination/admin/places/actor/add/
login 200 200 403 200 200  /coordination/admin/places/actor/<path:object_id>/history/
login 403 403 403 200 200  /coordination/admin/places/actor/<path:object_id>/delete/
login 200 200 403 200 200  /coordination/admin/places/actor/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/actor/<path:object_id>/
login 403 200 403 200 200  /coordination/admin/places/district/^([^/]+)/history/([^/]+)/$
login 403 200 403 200 200  /coordination/admin/places/district/
login 403 403 403 200 200  /coordination/admin/places/district/add/
login 403 200 403 200 200  /coordination/admin/places/district/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/places/district/<path:object_id>/delete/
login 403 200 403 200 200  /coordination/admin/places/district/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/district/<path:object_id>/
login 403 200 403 200 200  /coordination/admin/places/label/^([^/]+)/history/([^/]+)/$
login 403 200 403 200 200  /coordination/admin/places/label/
login 403 403 403 200 200  /coordination/admin/places/label/add/
login 403 200 403 200 200  /coordination/admin/places/label/<path:object_id>/history/
login 403 403 403 200 200  /coordination/admin/places/label/<path:object_id>/delete/
login 403 200 403 200 200  /coordination/admin/places/label/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/label/<path:object_id>/
login 403 200 403 200 200  /coordination/admin/places/need/^([^/]+)/history/([^/]+)/$
login 403 200 403 200 200  /coordination/admin/places/need/
login 403 403 403 200 200  /coordination/admin/places/need/add/
login 403 200 403 200 200  /coordination/admin/places/need/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/places/need/<path:object_id>/delete/
login 403 200 403 200 200  /coordination/admin/places/need/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/need/<path:object_id>/
login 403 200 403 200 200  /coordination/admin/places/errorreport/
login 403 403 403 403 403  /coordination/admin/places/errorreport/add/
login 403 200 403 200 200  /coordination/admin/places/errorreport/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/places/errorreport/<path:object_id>/delete/
login 403 200 403 200 200  /coordination/admin/places/errorreport/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/errorreport/<path:object_id>/
login 200 200 403 200 200  /coordination/admin/places/site/^([^/]+)/history/([^/]+)/$
login 200 200 403 200 200  /coordination/admin/places/site/
login 403 200 403 200 200  /coordination/admin/places/site/add/
login 200 200 403 200 200  /coordination/admin/places/site/<path:object_id>/history/
login 403 403 403 403 403  /coordination/admin/places/site/<path:object_id>/delete/
login 200 200 403 200 200  /coordination/admin/places/site/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/site/<path:object_id>/
login 403 403 403 200 200  /coordination/admin/places/desk/^([^/]+)/history/([^/]+)/$
login 403 403 403 200 200  /coordination/admin/places/desk/
login 403 403 403 200 200  /coordination/admin/places/desk/add/
login 403 403 403 200 200  /coordination/admin/places/desk/<path:object_id>/history/
login 403 403 403 200 200  /coordination/admin/places/desk/<path:object_id>/delete/
login 403 403 403 200 200  /coordination/admin/places/desk/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/desk/<path:object_id>/
login 403 200 403 200 200  /coordination/admin/places/source/^([^/]+)/history/([^/]+)/$
login 403 200 403 200 200  /coordination/admin/places/source/
login 403 403 403 200 200  /coordination/admin/places/source/add/
login 403 200 403 200 200  /coordination/admin/places/source/<path:object_id>/history/
login 403 403 403 403 200  /coordination/admin/places/source/<path:object_id>/delete/
login 403 200 403 200 200  /coordination/admin/places/source/<path:object_id>/change/
login 302 302 403 302 302  /coordination/admin/places/source/<path:object_id>/
login 200 200 403 200 200  /coordination/admin/^(?P<app_label>axes|auth|places)/$
login 404 404 403 404 404  /coordination/admin/(?P<url>.*)$
"""


def _read(text: str) -> Line:
    *cells, asked = text.split(maxsplit=len(ROLES_IN_ORDER))
    method, route = asked.split("/", 1)
    expected = dict(zip(ROLES_IN_ORDER, cells, strict=True))
    return Line(method.strip() or "GET", route, expected)


LINES = [_read(text) for text in MATRIX.strip().splitlines()]
