"""What each role may do: one table, a line a right, a column a role.

A new right is one line here, and one `actions.roles.giving` in the migration that brings it:
migrations keep their own list, so that they stay true when the table changes.
"""

from typing import NamedTuple

COORDINATION = "Coordination"
TOWN_HALL = "Mairie"
DESK = "Accueil"
PARTNERS = "Partenaires"


class Role(NamedTuple):
    name: str
    enters: bool  # the back office: the account is « staff »
    summary: str


ROLES = (
    Role(COORDINATION, True, "tout le territoire, et les comptes"),
    Role(TOWN_HALL, True, "les fiches des lieux, sans supprimer"),
    Role(DESK, True, "lire les fiches et les contacts"),
    Role(PARTNERS, False, "ses propres lieux, par les liens reçus"),
)
NAMES = tuple(role.name for role in ROLES)
ENTERING = frozenset(role.name for role in ROLES if role.enters)

_ALL = (COORDINATION, TOWN_HALL, DESK)
_EDIT = (COORDINATION, TOWN_HALL)
_OWN = (COORDINATION,)

RIGHTS: dict[str, tuple[str, ...]] = {
    "places.view_site": _ALL,
    "places.add_site": _EDIT,
    "places.change_site": _EDIT,
    "places.view_service": _ALL,
    "places.add_service": _EDIT,
    "places.change_service": _EDIT,
    "places.delete_service": _OWN,
    "places.view_equipment": _ALL,
    "places.add_equipment": _EDIT,
    "places.change_equipment": _EDIT,
    "places.delete_equipment": _OWN,
    "places.view_closure": _ALL,
    "places.add_closure": _EDIT,
    "places.change_closure": _EDIT,
    "places.delete_closure": _OWN,
    "places.view_actor": _ALL,
    "places.add_actor": _EDIT,
    "places.change_actor": _EDIT,
    "places.delete_actor": _OWN,
    "places.view_contact": _ALL,
    "places.add_contact": _EDIT,
    "places.change_contact": _EDIT,
    "places.delete_contact": _OWN,
    "places.view_district": _EDIT,
    "places.add_district": _OWN,
    "places.change_district": _OWN,
    "places.view_source": _EDIT,
    "places.add_source": _OWN,
    "places.change_source": _OWN,
    "places.view_need": _EDIT,
    "places.add_need": _OWN,
    "places.change_need": _OWN,
    "places.view_label": _EDIT,
    "places.add_label": _OWN,
    "places.change_label": _OWN,
    "places.delete_label": _OWN,
    "places.view_labelcriterion": _EDIT,
    "places.add_labelcriterion": _OWN,
    "places.change_labelcriterion": _OWN,
    "places.delete_labelcriterion": _OWN,
    "places.view_labelaward": _EDIT,
    "places.add_labelaward": _OWN,
    "places.change_labelaward": _OWN,
    "places.delete_labelaward": _OWN,
    "places.view_errorreport": _EDIT,
    "places.change_errorreport": _OWN,
    "places.view_searchcount": _EDIT,
    "places.view_unknowntext": _EDIT,
    "places.change_unknowntext": _OWN,
    "places.view_act": _EDIT,
    "places.undo_act": _OWN,
    "places.view_proposal": _EDIT,
    "places.add_proposal": _EDIT,
    "places.decide_proposal": _OWN,
    "places.decide_award": _OWN,
    "places.view_equipmentloan": _EDIT,
    "places.add_equipmentloan": _OWN,
    "places.change_equipmentloan": _OWN,
    "places.view_workshop": _ALL,
    "places.add_workshop": _EDIT,
    "places.change_workshop": _EDIT,
    "places.view_stop": _ALL,
    "places.add_stop": _EDIT,
    "places.change_stop": _EDIT,
    "places.add_orientation": _ALL,
    "places.view_visitcount": _EDIT,
    "places.add_visitcount": _EDIT,
    "places.change_visitcount": _EDIT,
    "places.view_orientation": _OWN,
    "places.view_desk": _OWN,
    "places.add_desk": _OWN,
    "places.change_desk": _OWN,
    "places.delete_desk": _OWN,
    "places.view_planaction": _EDIT,
    "places.add_planaction": _OWN,
    "places.change_planaction": _OWN,
    "places.view_wish": _EDIT,
    "places.decide_wish": _OWN,
    "places.merge_site": _OWN,
    "places.change_succession": _OWN,
    "auth.view_user": _OWN,
    "auth.add_user": _OWN,
    "auth.change_user": _OWN,
}


def rights_of(name: str) -> frozenset[str]:
    """« places.change_site »… of a role."""
    return frozenset(right for right, roles in RIGHTS.items() if name in roles)
