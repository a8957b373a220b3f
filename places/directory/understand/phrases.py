"""Phrases that are not the coordinator's to edit: kinds of places, constraints, languages.

Every phrase is written in plain French; `lexicon` normalises it.
"""

from ..facets import FREE, HOME, OPENING, REMOTE, WALK_IN, WHEELCHAIR, YES

# kinds meant: phrases that mean them, beside their labels
KINDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("mairie", "mairie-quartier"): ("mairie", "hôtel de ville", "la ville", "municipal"),
    ("mairie-quartier",): ("mairie de quartier", "mairie annexe", "annexe mairie"),
    ("bibliotheque",): (
        *("bibliothèque", "médiathèque", "biblio", "bibli", "ludothèque", "bibliobus"),
    ),
    ("epn", "ecn", "papi"): (
        *("cyber", "cybercafé", "cyber café", "cybercentre", "cyberbase", "point cyber"),
        *("espace numérique", "espace public numérique", "salle informatique", "point internet"),
    ),
    ("epn",): ("epn",),
    ("ecn",): ("ecn", "espace de culture numérique", "espace numérique de culture"),
    ("papi",): ("papi", "point d’accès public à internet"),
    ("centre-social",): ("centre social", "centres sociaux", "centre socio culturel"),
    ("ccas",): ("ccas", "centre communal d’action sociale", "action sociale"),
    ("association",): ("association", "asso", "comité de quartier"),
    ("france-services",): (
        *("france services", "france service", "maison france services", "msap"),
        *("maison de services au public",),
    ),
    ("mission-locale",): ("mission locale",),
    ("maison-emploi",): ("maison de l’emploi",),
    ("poste",): ("la poste", "poste", "bureau de poste"),
    ("tiers-lieu",): ("tiers lieu", "coworking"),
    ("fablab",): ("fablab", "fab lab"),
    ("maison-quartier",): ("maison de quartier",),
    ("maison-associations",): ("maison des associations", "mda"),
    ("maison-services",): ("maison des services",),
    ("mjc",): ("mjc", "maison des jeunes"),
    ("pimms",): ("pimms",),
    ("ressourcerie",): ("ressourcerie", "recyclerie"),
    ("prefecture",): ("préfecture", "sous préfecture"),
}

# (group, value) of the search: phrases that mean it
CONSTRAINTS: dict[tuple[str, str], tuple[str, ...]] = {
    (FREE, YES): (
        *("gratuit", "gratos", "gratis", "gratuitement", "sans payer", "pas payant"),
        *("sans argent", "pas d’argent", "pas cher du tout"),
    ),
    (WALK_IN, YES): (
        *("sans rendez-vous", "sans rdv", "sans rendez vous", "pas de rdv", "pas de rendez-vous"),
        *("sans prévenir", "sans réserver", "accueil libre", "accès libre"),
    ),
    (WHEELCHAIR, YES): (
        *("fauteuil roulant", "fauteuil", "pmr", "handicap moteur", "mobilité réduite"),
        *("accessible handicapé", "accès handicapé"),
    ),
    (HOME, YES): (
        *("à domicile", "domicile", "chez moi", "à la maison", "venir chez moi"),
        *("qui se déplace", "je ne peux pas me déplacer", "peux pas sortir"),
    ),
    (REMOTE, YES): (
        *("à distance", "par téléphone", "en visio", "en vidéo", "sans se déplacer"),
        *("depuis chez moi",),
    ),
    (OPENING, "maintenant"): (
        *("maintenant", "ouvert maintenant", "tout de suite", "ouvert", "en ce moment"),
        *("ouvert aujourd’hui", "aujourd’hui", "ouverte", "ouverts"),
    ),
    (OPENING, "ce-soir"): ("ce soir", "ouvert ce soir"),
    (OPENING, "soir"): (
        *("le soir", "soir", "en soirée", "soirée", "après le travail", "après 18h"),
        *("apres 18 h", "tard"),
    ),
    **{
        (OPENING, day): (f"ouvert le {day}", f"ouvert {day}", f"le {day}", day)
        for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    },
}
CONSTRAINTS[OPENING, "samedi"] += ("week end", "weekend", "le week-end")

LANGUAGES: dict[str, tuple[str, ...]] = {
    "fsl": ("langue des signes", "lsf", "sourd", "malentendant"),
    "ar": ("arabe", "arabophone", "darija"),
    "en": ("anglais", "english"),
    "es": ("espagnol",),
    "pt": ("portugais",),
    "it": ("italien",),
    "pl": ("polonais",),
    "tr": ("turc",),
    "ber": ("berbère", "kabyle", "amazigh", "chleuh"),
    "uk": ("ukrainien",),
    "ru": ("russe",),
    "ro": ("roumain",),
    "fa": ("persan", "dari", "farsi", "afghan"),
    "ps": ("pachto", "pashto"),
    "ti": ("tigrinya",),
    "zh": ("chinois", "mandarin"),
    "ln": ("lingala",),
    "ff": ("peul",),
    "wo": ("wolof",),
}
BEFORE_LANGUAGE = ("en", "parle", "parlent", "qui parle", "langue", "je parle")

# What announces the name of a place, and what begins the name of a street.
NEAR = (
    *("près de", "près du", "à côté de", "à côté du", "autour de", "autour du", "vers"),
    *("quartier", "au", "à", "dans le quartier"),
)
STREETS = frozenset(
    "rue avenue av boulevard bd blvd place allee quai impasse chemin square".split()
)
