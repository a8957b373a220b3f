"""Our own lists of what a listing says."""

from django.db import models


class SiteStatus(models.TextChoices):
    OPEN = "ouvert", "Ouvert"
    PAUSED = "pause", "Fermé temporairement"
    CLOSED = "ferme", "Fermé définitivement"


class Publication(models.TextChoices):
    DRAFT = "brouillon", "Brouillon"
    PUBLISHED = "publie", "Publié"
    ARCHIVED = "archive", "Archivé"


class Precision(models.TextChoices):
    """How well a position is known; only EXACT may be shown as a point without a warning."""

    EXACT = "exacte", "À l’adresse"
    STREET = "rue", "À la rue"
    DISTRICT = "quartier", "Au quartier seulement"
    COMMUNE = "commune", "À la commune seulement"


class Wheelchair(models.TextChoices):
    YES = "oui", "Accessible en fauteuil"
    PARTLY = "partiel", "Accessible en fauteuil avec de l’aide"
    NO = "non", "Pas accessible en fauteuil"


class Appointment(models.TextChoices):
    NONE = "sans", "Sans rendez-vous"
    REQUIRED = "avec", "Sur rendez-vous"
    BOTH = "les-deux", "Avec ou sans rendez-vous"


class EquipmentKind(models.TextChoices):
    COMPUTER = "ordinateur", "Ordinateur"
    TABLET = "tablette", "Tablette"
    PRINTER = "imprimante", "Imprimante"
    SCANNER = "scanner", "Scanner"
    COPIER = "photocopieur", "Photocopieur"
    WIFI = "wifi", "Wifi"
    KIOSK = "borne", "Borne en libre-service"
    PRINTER_3D = "imprimante-3d", "Imprimante 3D"


# ISO 639 codes of the languages a place may speak, in the order shown.
LANGUAGE_LABELS: dict[str, str] = {
    "fr": "Français",
    "fsl": "Langue des signes",
    "ar": "Arabe",
    "en": "Anglais",
    "es": "Espagnol",
    "pt": "Portugais",
    "it": "Italien",
    "pl": "Polonais",
    "tr": "Turc",
    "ber": "Berbère",
    "uk": "Ukrainien",
    "ru": "Russe",
    "ro": "Roumain",
    "fa": "Persan, dari",
    "ps": "Pachto",
    "ti": "Tigrinya",
    "zh": "Chinois",
    "ln": "Lingala",
    "ff": "Peul",
    "wo": "Wolof",
}


class RemoteMeans(models.TextChoices):
    """By what a person is helped from afar."""

    PHONE = "telephone", "Par téléphone"
    VIDEO = "visio", "En visio"
    OTHER = "autre", "Autrement à distance"
