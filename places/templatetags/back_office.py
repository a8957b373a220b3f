"""The menu of the back office: a few subjects, each with its pages, as far as an account may go."""

from typing import NamedTuple

from django import template
from django.template import Context
from django.urls import reverse

register = template.Library()

# subject: (word, route, right); « » for whoever is signed in
MENU = {
    "Aujourd’hui": [("Aujourd’hui", "coordination", "places.view_site")],
    "Lieux": [
        ("Tous les lieux", "coordination-sites", "places.view_site"),
        ("À confirmer", "to-confirm", "places.change_site"),
        ("À compléter", "to-complete", "places.change_site"),
        ("Doublons", "duplicates", "places.merge_site"),
        ("Ateliers", "coordination-workshops", "places.view_workshop"),
        ("Arrêts", "coordination-stops", "places.view_stop"),
    ],
    "Corrections": [
        ("Propositions", "proposals", "places.view_proposal"),
        ("Signalements", "reports", "places.change_errorreport"),
        ("Historique", "acts", "places.view_act"),
    ],
    "Réseau": [
        ("Labels", "labels", "places.view_labelaward"),
        ("Qui accueille vraiment", "network", "places.view_labelaward"),
        ("Prêts", "loans", "places.view_equipmentloan"),
        ("Plan d’action", "plan", "places.view_planaction"),
        ("Manques", "plan-gaps", "places.view_planaction"),
    ],
    "Habitants": [
        ("Orienter une personne", "desk", "places.add_orientation"),
        ("Qui fait quoi", "desk-who", "places.view_contact"),
        ("Orientations", "orientations", "places.view_orientation"),
        ("Envies d’ateliers", "wishes", "places.view_wish"),
        ("Recherches", "searches", "places.view_searchcount"),
        ("Comptages", "counts", "places.view_visitcount"),
    ],
    "Contacts": [("Contacts", "contacts", "places.change_contact")],
    "Réglages": [
        ("Comptes", "admin:auth_user_changelist", "auth.view_user"),
        ("Administration", "admin:index", ""),
    ],
    "Mon compte": [("Mon compte", "account", "")],
}
FOR_ALL = frozenset({"account"})  # the other pages are for those who enter the back office


class Link(NamedTuple):
    label: str
    url: str
    is_here: bool


class Group(NamedTuple):
    label: str
    links: list[Link]

    @property
    def alone(self) -> bool:
        return len(self.links) == 1

    @property
    def is_here(self) -> bool:
        return any(link.is_here for link in self.links)


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[Group]:
    """The subjects that the account may open; the page shown is marked."""
    request = context["request"]
    groups = [
        Group(
            label,
            [
                Link(word, (url := reverse(route)), url == request.path)
                for word, route, right in pages
                if _may(request.user, route, right)
            ],
        )
        for label, pages in MENU.items()
    ]
    return [group for group in groups if group.links]


def _may(user, route: str, right: str) -> bool:
    if route in FOR_ALL:
        return True
    return user.is_staff and (not right or user.has_perm(right))
