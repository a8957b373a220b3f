"""Does a public contact look like a person's own? Official files hold such ones; we say so."""

import re

from ..text import words

_FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "hotmail.com",
        "hotmail.fr",
        "outlook.com",
        "outlook.fr",
        "live.fr",
        "live.com",
        "msn.com",
        "yahoo.fr",
        "yahoo.com",
        "sfr.fr",
        "neuf.fr",
        "bbox.fr",
        "club-internet.fr",
        "numericable.fr",
        "aol.com",
        "icloud.com",
        "me.com",
        "protonmail.com",
        "proton.me",
        "gmx.fr",
        "aliceadsl.fr",
        "cegetel.net",
    ]
)
# Words that name a function or a place, not somebody.
_FUNCTIONS = frozenset(
    [
        "accueil",
        "animation",
        "asso",
        "association",
        "atelier",
        "bibliotheque",
        "ccas",
        "centre",
        "cial",
        "com",
        "communication",
        "conseil",
        "conseiller",
        "contact",
        "culture",
        "cyber",
        "direction",
        "ecn",
        "emploi",
        "epn",
        "espace",
        "formation",
        "france",
        "info",
        "infos",
        "inclusion",
        "insertion",
        "jeunes",
        "jeunesse",
        "local",
        "locale",
        "mairie",
        "maison",
        "mediatheque",
        "mediation",
        "mission",
        "mjc",
        "msap",
        "multimedia",
        "numerique",
        "pimms",
        "point",
        "poste",
        "quartier",
        "secretariat",
        "service",
        "services",
        "social",
        "sociale",
        "solidarites",
        "tourisme",
        "ville",
    ]
)
_FIRST_LAST = re.compile(r"[a-z]+(-[a-z]+)?[._][a-z]+([-_][a-z]+)?")
# Mobile numbers of metropolitan France, then of the overseas departments.
_MOBILE = ("+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694",
           "+596696", "+596697")  # fmt: skip


def is_mobile(number: str) -> bool:
    """Whether an E.164 number is a French mobile one."""
    return number.startswith(_MOBILE)


def is_personal_email(address: str) -> bool:
    """prenom.nom@…, or any address on a free-mail domain."""
    local, _, domain = address.lower().rpartition("@")
    if domain in _FREE_MAIL:
        return True
    return bool(_FIRST_LAST.fullmatch(local)) and _FUNCTIONS.isdisjoint(words(local))
