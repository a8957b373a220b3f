"""The lists of the action plan and of the wishes for workshops."""

from django.db import models


class PlanState(models.TextChoices):
    TO_START = "a-lancer", "À lancer"
    UNDER_WAY = "en-cours", "En cours"
    DONE = "faite", "Faite"
    GIVEN_UP = "abandonnee", "Abandonnée"

    @classmethod
    def open(cls) -> frozenset[str]:
        """States in which there is still something to do."""
        return frozenset({cls.TO_START, cls.UNDER_WAY})


class Priority(models.TextChoices):
    """In this order: the codes sort as they read."""

    HIGH = "1", "Haute"
    NORMAL = "2", "Normale"
    LOW = "3", "Basse"


class Moment(models.TextChoices):
    """When it suits people."""

    MORNING = "matin", "Le matin"
    AFTERNOON = "apres-midi", "L’après-midi"
    EVENING = "soir", "Le soir, après 18 h"
    SATURDAY = "samedi", "Le samedi"
    SUNDAY = "dimanche", "Le dimanche"


class WishKind(models.TextChoices):
    OFFER = "offre", "Je propose un atelier"
    REQUEST = "demande", "Je cherche un atelier"


class WishAuthor(models.TextChoices):
    RESIDENT = "habitant", "Un habitant, une habitante"
    ASSOCIATION = "association", "Une association"


class WishState(models.TextChoices):
    WAITING = "attend", "À relire"
    SHOWN = "publiee", "Publiée"
    REFUSED = "refusee", "Refusée"
    FOUND = "trouvee", "Trouvé"
