"""The lists of the work around listings: labels, proposals, reports, e-mails, changes."""

from django.db import models


class AwardState(models.TextChoices):
    APPLIED = "demande", "Demandé"
    REVIEW = "examen", "En cours d’examen"
    AWARDED = "attribue", "Attribué"
    RENEWED = "renouvele", "Renouvelé"
    SUSPENDED = "suspendu", "Suspendu"
    WITHDRAWN = "retire", "Retiré"
    EXPIRED = "expire", "Expiré"
    REFUSED = "refuse", "Refusé"

    @classmethod
    def in_force(cls) -> frozenset[str]:
        """States in which the public page shows the label."""
        return frozenset({cls.AWARDED, cls.RENEWED})

    @classmethod
    def to_decide(cls) -> frozenset[str]:
        """States that wait for the coordinator."""
        return frozenset({cls.APPLIED, cls.REVIEW})


class Met(models.TextChoices):
    """What a review found of a criterion."""

    YES = "oui", "Oui"
    NO = "non", "Non"
    UNSEEN = "inconnu", "Pas vu"


class DocumentKind(models.TextChoices):
    """What a document really is, read in its first bytes; also its file extension."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "Photo JPEG"
    PNG = "png", "Image PNG"
    ODT = "odt", "Texte OpenDocument"
    ODS = "ods", "Tableur OpenDocument"
    DOCX = "docx", "Texte Word"


MIME_TYPES = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.JPEG: "image/jpeg",
    DocumentKind.PNG: "image/png",
    DocumentKind.ODT: "application/vnd.oasis.opendocument.text",
    DocumentKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    DocumentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Origin(models.TextChoices):
    """Where a change came from."""

    ADMIN = "admin", "Back-office"
    LINK = "lien", "Lien reçu par courriel"
    IMPORT = "import", "Import de fichier"
    PROPOSAL = "proposition", "Proposition acceptée"
    COMMAND = "commande", "Commande"
    PUBLIC = "public", "Signalement du public"


class Confirmation(models.TextChoices):
    """How somebody made sure that a listing is true."""

    CALL = "appel", "Au téléphone"
    VISIT = "visite", "Sur place"
    MAIL = "courriel", "Par courriel"
    LINK = "lien", "Par le lien reçu"
    IMPORT = "import", "Par un fichier"


class MailKind(models.TextChoices):
    LINK = "lien", "Lien demandé"
    REMINDER = "rappel", "Rappel"
    DECISION = "decision", "Décision"
    ORIENTATIONS = "orientations", "Personnes orientées"


class MailState(models.TextChoices):
    WAITING = "attend", "À envoyer"
    SENDING = "part", "En cours d’envoi"  # for long: nobody knows whether it left
    SENT = "envoye", "Envoyé"
    REFUSED = "refuse", "Adresse refusée"  # will not be tried again


class ReminderStep(models.TextChoices):
    """What was done to have a listing confirmed, one after the other."""

    FIRST = "premier", "Premier courriel"
    SECOND = "deuxieme", "Deuxième courriel"
    THIRD = "troisieme", "Troisième courriel"
    OTHER = "autre", "Courriel à un autre contact"
    CALL = "appel", "À appeler"


class Direct(models.TextChoices):
    """What a partner changes at once; the rest waits for the coordinator."""

    HOURS = "horaires", "Les horaires"
    CLOSURES = "fermetures", "Les fermetures"
    PHONE = "telephone", "Le téléphone"
    WORKSHOPS = "ateliers", "Les ateliers"
    CONTACT = "contact", "Le courriel et le site web"
    TEXTS = "textes", "La présentation et ce qu’il faut apporter"
    NAME = "nom", "Le nom"
    ADDRESS = "adresse", "L’adresse"
    SERVICES = "aides", "Les aides proposées"
    CLOSED = "ferme", "La fermeture définitive"


DIRECT_AT_FIRST = (Direct.HOURS, Direct.CLOSURES, Direct.PHONE, Direct.WORKSHOPS)


class Problem(models.TextChoices):
    """What is missing in a listing, or cannot be true."""

    NO_HOURS = "sans-horaires", "Pas d’horaires"
    UNREADABLE_HOURS = "horaires-illisibles", "Horaires illisibles"
    NEVER_OPEN = "jamais-ouvert", "Ouvert aucun jour"
    SERVICE_WHILE_CLOSED = "aide-jour-ferme", "Une aide les seuls jours de fermeture"
    WORKSHOP_WHILE_CLOSED = "atelier-jour-ferme", "Un atelier les seuls jours de fermeture"
    NO_POSITION = "sans-position", "Pas de position"
    NO_NEED = "sans-besoin", "Aucun besoin"
    PHONE = "telephone-faux", "Téléphone impossible à composer"
    UNREACHABLE = "injoignable", "Ni téléphone, ni courriel, ni site"
    PAUSE_OVER = "pause-finie", "Fermeture temporaire déjà finie"


class ReportTopic(models.TextChoices):
    HOURS = "horaires", "Les horaires"
    PHONE = "telephone", "Le téléphone"
    ADDRESS = "adresse", "L’adresse"
    SERVICES = "services", "Les aides proposées"
    GONE = "disparu", "Ce lieu n’existe plus"
    OTHER = "autre", "Autre chose"


class ReportOutcome(models.TextChoices):
    """What the coordinator made of a report."""

    HANDLED = "traite", "La fiche est corrigée"
    NO_ERROR = "pas-erreur", "Ce n’était pas une erreur"


class ProposalState(models.TextChoices):
    WAITING = "attente", "À décider"
    ACCEPTED = "acceptee", "Acceptée"
    PARTLY = "en-partie", "Acceptée en partie"
    REFUSED = "refusee", "Refusée"
    WITHDRAWN = "retiree", "Retirée par son auteur"


class OrientationConstraint(models.TextChoices):
    """What a desk agent took into account. How a person is never told apart: no free text, and
    not even which language."""

    NOW = "maintenant", "Maintenant"
    TODAY = "aujourd-hui", "Aujourd’hui"
    DAY = "jour", "Un autre jour"
    SATURDAY = "samedi", "Samedi"
    EVENING = "soir", "Le soir"
    FREE = "gratuit", "Gratuit"
    WALK_IN = "sansrdv", "Sans rendez-vous"
    LANGUAGE = "langue", "Dans sa langue"
    WHEELCHAIR = "fauteuil", "En fauteuil roulant"
    CHILDREN = "enfants", "Avec des enfants"
    REMOTE = "distance", "À distance"
    HOME = "domicile", "À domicile"
    NO_TRAVEL = "chezsoi", "Ne peut pas se déplacer"


class OrientationOutcome(models.TextChoices):
    GIVEN = "lieu", "Un lieu donné"
    NOTHING = "rien", "Rien d’adapté"


class NothingSuitable(models.TextChoices):
    """Why no place was given."""

    NO_PLACE = "pas-de-lieu", "Pas de lieu"
    TOO_FAR = "trop-loin", "Trop loin"
    CLOSED = "ferme", "Fermé"
    FULL = "complet", "Complet"
    LANGUAGE = "langue", "Langue"
    PRICE = "cout", "Coût"
    SKILL = "competence", "Compétence"
    OTHER = "autre", "Autre"
