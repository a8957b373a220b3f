"""Every closed list of values, once.

Two origins: the national standard of digital-mediation places (v1.0.2: its labels are written
here exactly as the standard spells them) and our own lists. Codes are stored, labels are shown.
`NATIONAL_*` maps go from a code to the standard's spelling.
"""

from django.db import models

STANDARD_VERSION = "1.0.2"


class Category(models.TextChoices):
    """The nine services of the national standard."""

    PROCEDURES = "demarches", "Aide aux démarches administratives"
    EVERYDAY = "quotidien", "Maîtrise des outils numériques du quotidien"
    WORK = "emploi", "Insertion professionnelle via le numérique"
    SAFETY = "securite", "Utilisation sécurisée du numérique"
    PARENTING = "parentalite", "Parentalité et éducation avec le numérique"
    LEISURE = "loisirs", "Loisirs et créations numériques"
    UNDERSTANDING = "comprendre", "Compréhension du monde numérique"
    ACCESS = "acces", "Accès internet et matériel informatique"
    EQUIPMENT = "materiel", "Acquisition de matériel informatique à prix solidaire"


# What a resident reads: the standard's words are not theirs.
PLAIN_CATEGORY = {
    Category.PROCEDURES: "Faire une démarche en ligne",
    Category.EVERYDAY: "Apprendre à se servir d’un ordinateur ou d’un téléphone",
    Category.WORK: "Chercher un emploi avec internet",
    Category.SAFETY: "Se protéger sur internet",
    Category.PARENTING: "Numérique, enfants et école",
    Category.LEISURE: "Créer et se divertir",
    Category.UNDERSTANDING: "Comprendre le numérique",
    Category.ACCESS: "Utiliser internet et du matériel sur place",
    Category.EQUIPMENT: "Avoir du matériel à petit prix",
}


class Audience(models.TextChoices):
    YOUNG = "jeunes", "Jeunes"
    STUDENTS = "etudiants", "Étudiants"
    FAMILIES = "familles", "Familles et/ou enfants"
    SENIORS = "seniors", "Seniors"
    WOMEN = "femmes", "Femmes"


class SpecialCare(models.TextChoices):
    DEAFNESS = "surdite", "Surdité"
    MOTOR = "moteur", "Handicaps moteurs"
    MENTAL = "mental", "Handicaps mentaux"
    ILLITERACY = "illettrisme", "Illettrisme"
    ENGLISH = "anglais", "Langues étrangères (anglais)"
    OTHER_LANGUAGES = "autres-langues", "Langues étrangères (autres)"
    SIGHT = "vue", "Déficience visuelle"


class Fee(models.TextChoices):
    FREE = "gratuit", "Gratuit"
    CONDITIONAL = "sous-condition", "Gratuit sous condition"
    PAID = "payant", "Payant"


class AccessMode(models.TextChoices):
    WALK_IN = "se-presenter", "Se présenter"
    PHONE = "telephoner", "Téléphoner"
    MAIL = "courriel", "Contacter par mail"
    ONLINE_BOOKING = "rdv-en-ligne", "Prendre un RDV en ligne"
    NO_PUBLIC = "sans-public", "Ce lieu n'accueille pas de public"
    REFERRAL = "prescription", "Envoyer un mail avec une fiche de prescription"


class SupportMode(models.TextChoices):
    ALONE = "autonomie", "En autonomie"
    ONE_TO_ONE = "individuel", "Accompagnement individuel"
    WORKSHOP = "atelier", "Dans un atelier collectif"
    REMOTE = "distance", "À distance"


PLAIN_SUPPORT = {
    SupportMode.ALONE: "seul, sur place",
    SupportMode.ONE_TO_ONE: "avec quelqu’un",
    SupportMode.WORKSHOP: "en atelier",
    SupportMode.REMOTE: "par téléphone ou en vidéo",
}


class NationalProgramme(models.TextChoices):
    AIDANTS_CONNECT = "aidants-connect", "Aidants Connect"
    REFERENCE_LIBRARIES = "bnr", "Bibliothèques numérique de référence"
    PIX = "pix", "Certification PIX"
    ADVISERS = "conseillers", "Conseillers numériques"
    EMMAUS = "emmaus", "Emmaüs Connect"
    FRANCE_SERVICES = "france-services", "France Services"
    GRANDE_ECOLE = "gen", "Grande école du numérique"
    RED_CROSS = "croix-rouge", "La Croix Rouge"
    CAF_POINT = "point-caf", "Point d'accès numérique CAF"
    PROMENEURS = "promeneurs", "Promeneurs du net"
    EMMAUS_RELAY = "relais-emmaus", "Relais numérique (Emmaüs Connect)"


class Training(models.TextChoices):
    ESPACE_SANTE = "mes", "Formé à « Mon Espace Santé »"
    DUPLEX = "duplex", "Formé à « DUPLEX » (illettrisme)"
    ARNIA = "arnia", "Arnia/MedNum BFC (Bourgogne-Franche-Comté)"
    REUSE = "reemploi", "Collectif ressources et acteurs réemploi (Normandie)"
    ETAPES = "etapes", "Étapes numériques(La Poste)"
    FABRIQUES = "fabriques", "Fabriques de Territoire"
    ECLAIREURS = "eclaireurs", "Les Éclaireurs du numérique (Drôme)"
    MES_PAPIERS = "mes-papiers", "Mes Papiers (Métropole de Lyon)"
    ORDI = "ordi3", "ORDI 3.0"
    SUD_LABS = "sud-labs", "SUD LABS (PACA)"


class Mobility(models.TextChoices):
    """The standard's « itinérance »: a place may be both."""

    ITINERANT = "itinerant", "Itinérant"
    FIXED = "fixe", "Fixe"


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


# code: (what a resident reads, the typology of the national standard or "" when it has none)
# National typologies: data·inclusion, « typologies de structure », named by the standard.
_KINDS: dict[str, tuple[str, str]] = {
    "ecn": ("Espace de culture numérique (ECN)", "EPN"),
    "epn": ("Espace public numérique", "EPN"),
    "papi": ("Point d’accès public à internet (PAPI)", "EPN"),
    "mairie": ("Mairie", "MUNI"),
    "mairie-quartier": ("Mairie de quartier", "MUNI"),
    "maison-services": ("Maison des services", "MUNI"),
    "bibliotheque": ("Bibliothèque, médiathèque", "BIB"),
    "centre-social": ("Centre social", "CS"),
    "vie-sociale": ("Espace de vie sociale", "EVS"),
    "maison-quartier": ("Maison de quartier", "MQ"),
    "ccas": ("CCAS", "CCAS"),
    "cias": ("CIAS", "CIAS"),
    "association": ("Association", "ASSO"),
    "maison-associations": ("Maison des associations", "ASSO"),
    "tiers-lieu": ("Tiers-lieu", "TIERS_LIEUX"),
    "fablab": ("FabLab", "TIERS_LIEUX"),
    "france-services": ("France services", "RFS"),
    "france-travail": ("France Travail", "FT"),
    "mission-locale": ("Mission locale", "ML"),
    "maison-emploi": ("Maison de l’emploi", "MDE"),
    "cap-emploi": ("Cap emploi", "CAP_EMPLOI"),
    "caf": ("CAF", "CAF"),
    "msa": ("MSA", "MSA"),
    "poste": ("La Poste", ""),
    "prefecture": ("Préfecture, sous-préfecture", "PREF"),
    "departement": ("Service du Département", "CD"),
    "intercommunalite": ("Intercommunalité", "EPCI"),
    "communaute-communes": ("Communauté de communes", "CC"),
    "region": ("Service de la Région", "REG"),
    "maison-solidarites": ("Maison des solidarités", "MDS"),
    "mdph": ("MDPH", "MDPH"),
    "mjc": ("MJC", "MJC"),
    "pimms": ("PIMMS Médiation", "PIMMS"),
    "info-jeunes": ("Information jeunesse", "PIJ_BIJ"),
    "point-information": ("Point d’information", "PI"),
    "foyer-jeunes": ("Foyer de jeunes travailleurs", "RS_FJT"),
    "ressourcerie": ("Ressourcerie", "RESSOURCERIE"),
    "formation": ("Organisme de formation", "OF"),
    "e2c": ("École de la deuxième chance", "E2C"),
    "hebergement": ("Centre d’hébergement (CHRS)", "CHRS"),
    "demandeurs-asile": ("Accueil de demandeurs d’asile", "CADA"),
    "epicerie-sociale": ("Épicerie sociale", "ES"),
    "udaf": ("UDAF", "UDAF"),
    "cidff": ("CIDFF", "CIDFF"),
    "plie": ("PLIE", "PLIE"),
    "chambre-consulaire": ("Chambre consulaire", "CCONS"),
    "entreprise-sociale": ("Entreprise de l’économie sociale", "ESS"),
    "insertion": ("Structure d’insertion", "ACI"),
    "esat": ("ESAT", "ESAT"),
    "autre": ("Autre lieu", "Autre"),
}

KIND_LABELS: dict[str, str] = {code: label for code, (label, _) in _KINDS.items()}
KIND_TO_NATIONAL: dict[str, str] = {code: national for code, (_, national) in _KINDS.items()}
# The first kind listed with a national code is not always its plainest reading.
NATIONAL_TO_KIND: dict[str, str] = {
    **{national: code for code, national in reversed(KIND_TO_NATIONAL.items()) if national},
    "EPN": "epn",
    "PE": "france-travail",
}

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


def labels(choices: type[models.TextChoices], codes) -> list[str]:
    """The labels of `codes`, in their order; a code no longer known stands for itself."""
    known = dict(choices.choices)
    return [known.get(code, code) for code in codes]
