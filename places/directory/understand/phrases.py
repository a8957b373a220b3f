"""Phrases that are not the coordinator's to edit: kinds of places, constraints, languages, and
the words that announce a place.

Every phrase is written in plain French; `lexicon` normalises it.
"""

from ..facets import BY_PHONE, BY_VIDEO, FREE, HOME, OPENING, REMOTE, WALK_IN, WHEELCHAIR, YES

# kinds meant: phrases that mean them, beside their labels
KINDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("mairie", "mairie-quartier"): ("mairie", "hôtel de ville", "la mairie", "maison communale"),
    ("mairie-quartier",): (
        *("mairie de quartier", "mairie annexe", "annexe mairie", "mairie des quartiers"),
        *("mairie de proximité", "mairie de secteur"),
    ),
    ("bibliotheque",): (
        *("bibliothèque", "médiathèque", "biblio", "bibli", "ludothèque", "bibliobus"),
        *("bibliothèque municipale", "médiabus"),
    ),
    ("epn", "ecn", "papi"): (
        *("cyber", "cybercafé", "cyber café", "cybercentre", "cyber centre", "cyberbase"),
        *("cyber base", "point cyber", "cyberespace", "cyber espace"),
        *("espace numérique", "espace public numérique", "salle informatique", "point internet"),
        *("espace multimédia", "salle multimédia", "point numérique", "espace internet"),
    ),
    ("epn",): ("epn",),
    ("ecn",): ("ecn", "espace de culture numérique", "espace numérique de culture"),
    ("papi",): ("papi", "point d’accès public à internet"),
    ("centre-social",): (
        *("centre social", "centres sociaux", "centre socio culturel", "centre socioculturel"),
        *("maison sociale", "espace social"),
    ),
    ("ccas",): (
        *("ccas", "centre communal d’action sociale", "action sociale", "bureau d’aide sociale"),
    ),
    ("association",): ("association", "comité de quartier", "maison associative"),
    ("france-services",): (
        *("france services", "france service", "maison france services", "msap"),
        *("maison de services au public", "espace france services", "bus france services"),
    ),
    ("mission-locale",): ("mission locale",),
    ("maison-emploi",): ("maison de l’emploi",),
    ("poste",): ("la poste", "poste", "bureau de poste", "agence postale"),
    ("tiers-lieu",): ("tiers lieu", "coworking"),
    ("fablab",): ("fablab", "fab lab"),
    ("maison-quartier",): ("maison de quartier",),
    ("maison-associations",): ("maison des associations", "mda"),
    ("maison-services",): ("maison des services", "maison de services"),
    ("mjc",): ("mjc", "maison des jeunes"),
    ("pimms",): ("pimms",),
    ("ressourcerie",): ("ressourcerie", "recyclerie"),
    ("prefecture",): ("préfecture", "sous préfecture"),
    ("info-jeunes",): (
        *("point information jeunesse", "information jeunesse", "info jeunes", "pij", "bij"),
        *("bureau information jeunesse", "point info jeunes"),
    ),
    ("maison-solidarites",): ("maison des solidarités", "mds", "utpas", "maison du département"),
    ("epicerie-sociale",): ("épicerie sociale", "épicerie solidaire"),
    ("cap-emploi",): ("cap emploi",),
}

# (group, value) of the search: phrases that mean it
CONSTRAINTS: dict[tuple[str, str], tuple[str, ...]] = {
    (FREE, YES): (
        *("gratuit", "gratos", "gratis", "gratuitement", "sans payer", "pas payant"),
        *("sans argent", "pas d’argent", "pas les moyens", "sans rien payer", "pas à payer"),
        *("non payant", "zéro euro", "0 euro"),
    ),
    (WALK_IN, YES): (
        *("sans rendez-vous", "sans prendre rendez-vous", "pas de rendez-vous"),
        *("pas besoin de rendez-vous", "sans prévenir", "sans réserver", "sans réservation"),
        *("sans inscription", "accueil libre", "accès libre", "entrée libre", "sans attendre"),
        *("sans appeler", "sans téléphoner", "sans rien réserver", "directement sur place"),
    ),
    (WHEELCHAIR, YES): (
        *("fauteuil roulant", "fauteuil", "pmr", "handicap moteur", "mobilité réduite"),
        *("accessible handicapé", "accès handicapé", "accessible aux handicapés"),
        *("rampe d’accès", "rampe", "ascenseur", "sans escalier", "de plain-pied"),
        *("poussette", "déambulateur", "accessible aux personnes handicapées", "béquilles"),
        *("je marche mal", "marche avec une canne", "pas monter les escaliers"),
    ),
    (HOME, YES): (
        *("à domicile", "domicile", "venir chez", "vient chez", "viennent chez", "viens chez"),
        *("passer chez", "passe chez", "se déplace chez", "intervenir chez", "se rendre chez"),
        *("aide chez moi", "cours chez moi", "quelqu’un chez moi", "dépannage chez moi"),
        *("aide à la maison", "cours à la maison", "venir à la maison", "vient à la maison"),
        *("dépannage à la maison", "qui se déplace", "pas me déplacer", "plus me déplacer"),
        *("pas se déplacer", "plus se déplacer", "pas sortir", "plus sortir"),
        *("sort plus de chez", "sors plus de chez", "bouge plus de chez", "mobilité à domicile"),
    ),
    (REMOTE, YES): (
        *("à distance", "par téléphone", "en visio", "en vidéo", "par visio"),
        *("sans se déplacer", "sans me déplacer", "depuis chez moi", "depuis la maison"),
        *("par zoom", "sans bouger", "en distanciel", "distanciel", "par appel"),
    ),
    (OPENING, "maintenant"): (
        *("maintenant", "ouvert maintenant", "tout de suite", "ouvert", "en ce moment"),
        *("ouvert aujourd’hui", "aujourd’hui", "ouverte", "ouverts", "ouvertes", "là maintenant"),
        *("ouvert en ce moment", "ouvert tout de suite", "ouvert là", "encore ouvert"),
    ),
    (OPENING, "ce-soir"): ("ce soir", "ouvert ce soir"),
    (OPENING, "soir"): (
        *("le soir", "soir", "en soirée", "soirée", "après le travail", "après le boulot", "tard"),
        *("ouvert le soir", "ouvert tard", "ouvert tard le soir", "fin de journée", "nocturne"),
        *(f"{start} {hour}{unit}" for start in ("après", "à partir de", "ouvert après")
          for hour in (17, 18, 19, 20) for unit in ("h", " h", " heures")),
        *("après 18h30", "après 17h30", "après ma journée", "en fin d’après-midi"),
    ),
    **{
        (OPENING, day): (f"ouvert le {day}", f"ouvert {day}", f"le {day}", day, f"{day}s",
                         f"tous les {day}s", f"{day} matin", f"{day} après-midi",
                         f"le {day} matin", f"le {day} après-midi", f"ce {day}")
        for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    },
}  # fmt: skip
_WEEK_END = (
    *("week end", "weekend", "le week-end", "le weekend", "ouvert le week-end", "ce week-end"),
)
CONSTRAINTS[BY_PHONE, YES] = ("par téléphone", "par appel", "au téléphone")
CONSTRAINTS[BY_VIDEO, YES] = ("en visio", "en vidéo", "par visio", "par zoom")
CONSTRAINTS[OPENING, "samedi"] += _WEEK_END
CONSTRAINTS[OPENING, "dimanche"] += _WEEK_END

LANGUAGES: dict[str, tuple[str, ...]] = {
    "fsl": (
        *("langue des signes", "langue des signes française", "lsf", "sourd", "malentendant"),
        *("sourde", "malentendante", "sourds"),
    ),
    "ar": ("arabe", "arabophone", "darija", "arabic"),
    "en": ("anglais", "english", "anglophone"),
    "es": ("espagnol", "espagnole", "spanish", "español"),
    "pt": ("portugais", "portugaise", "português"),
    "it": ("italien", "italienne"),
    "pl": ("polonais", "polonaise", "polski"),
    "tr": ("turc", "turque", "türkçe", "turkish"),
    "ber": ("berbère", "kabyle", "amazigh", "chleuh", "tamazight", "rifain"),
    "uk": ("ukrainien", "ukrainienne"),
    "ru": ("russe", "russophone"),
    "ro": ("roumain", "roumaine"),
    "fa": ("persan", "dari", "farsi", "afghan", "perse", "iranien"),
    "ps": ("pachto", "pashto", "pachtoune"),
    "ti": ("tigrinya",),
    "zh": ("chinois", "mandarin", "chinoise"),
    "ln": ("lingala",),
    "ff": ("peul", "fulani", "pular"),
    "wo": ("wolof",),
}
BEFORE_LANGUAGE = ("en", "parle", "parlent", "parlant", "qui parle", "langue", "speak", "speaks")

# What begins the name of a street, and what may stand between its number and that.
STREETS = frozenset(
    """rue avenue av ave boulevard bd blvd bvd place allee allees quai impasse imp chemin square
    route chaussee passage sentier esplanade parvis faubourg fbg venelle rond""".split()
)
STREETS_WITH_A_NUMBER = STREETS | frozenset({"cours", "cour", "cite", "pl", "villa", "residence"})
BEFORE_STREET = frozenset({"grand", "grande", "petite", "vieille", "haute", "basse"})
AFTER_NUMBER = frozenset({"bis", "ter", "quater", "b", "t", "a", "c", "d"})

# What announces a quartier by its name, even one that is not known.
DISTRICT = ("quartier", "secteur", "quartiers", "faubourg")
# « près de la gare » : what follows is somewhere to be near to, known or not.
NEAR = (
    *("près", "proche", "à côté", "à proximité", "autour", "aux alentours", "non loin", "pas loin"),
    *("en face", "à deux pas", "du côté", "aux environs", "juste à côté", "tout près"),
    *("pas trop loin", "dans le coin"),
)
# The same, before something that is known as a place only: « devant la télé » is none.
TOWARDS = ("vers", "face", "derrière", "devant", "au niveau")
# Alone, or before one of HERE: near the person who asks.
NEAR_ME = (
    *("plus proche", "plus près", "dans mon quartier", "par ici", "autour de moi", "dans le coin"),
    *("mon quartier", "près de chez moi", "près d’ici", "à pied"),
)
HERE = frozenset("moi chez ici nous domicile maison".split())
# Somewhere to be near to, even with no word before.
LANDMARKS = frozenset("gare metro tramway tram station".split())
