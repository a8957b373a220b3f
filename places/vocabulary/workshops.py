"""The lists of workshops."""

from django.db import models


class WorkshopLevel(models.TextChoices):
    BEGINNER = "debutant", "Débutant"
    TRIED = "deja-essaye", "J’ai déjà essayé"
    AT_EASE = "a-l-aise", "À l’aise"


class Registration(models.TextChoices):
    """How to take part."""

    WALK_IN = "venir", "Venir, sans s’inscrire"
    PHONE = "telephone", "S’inscrire par téléphone"
    ONLINE = "internet", "S’inscrire sur internet"
    ON_SPOT = "sur-place", "S’inscrire sur place"
