"""The lists of the national standard of digital-mediation places (v1.0.2).

Its labels are written exactly as the standard spells them; `PLAIN_*` say the same to residents.
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
