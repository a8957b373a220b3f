"""The French words of opening hours, in closed lists: what is not here is « not understood ».

Words are compared in lower case, without accents (places.text.normalise). A phrase is written as
its words; hyphens, dots and apostrophes between them do not matter (« après-midi », « R.D.V. »).
"""

from enum import StrEnum

MORNING, AFTERNOON, EVENING = "matin", "après-midi", "soir"
#: the number of public holidays among days, after Sunday (6)
HOLIDAYS = 7


class Kind(StrEnum):
    """What a word, or a phrase, does in a text of opening hours."""

    DAY = "day"  # value: 0 (Monday) to 6, or HOLIDAYS
    DAYS = "days"  # value: several days, « en semaine »
    LETTER = "letter"  # value: a lone M, Tuesday or Wednesday
    TIME = "time"  # value: minutes from midnight
    NUMBER = "number"
    ORDINAL = "ordinal"  # value: 1 to 5, -1 for the last
    MONTH = "month"  # value: 1 to 12
    PART = "part"  # value: MORNING, AFTERNOON or EVENING
    OF_PART = "of part"  # « 2 h du matin »
    FROM = "from"
    BETWEEN = "between"
    TO = "to"
    UNTIL = "until"
    SINCE = "since"  # « à partir de »: no closing time
    AND = "and"
    OR = "or"
    EXCEPT = "except"
    CLOSED = "closed"
    NOON_BREAK = "noon break"
    DAY_AND_NIGHT = "day and night"
    ASK = "ask"  # value: the words of the condition, « sur rendez-vous »
    FREE = "free"  # value: « sans rendez-vous »
    ONLY = "only"
    REST = "rest"  # the other days
    ELSE = "else"  # the rest of the time
    IN_HOLIDAYS = "in school holidays"
    IN_TERM = "in school terms"
    SEASON = "season"
    PARITY = "parity"  # value: 0 for even ISO weeks, 1 for odd ones
    OUT_OF = "out of"  # « un samedi sur deux »
    ALTERNATE = "alternate"  # one week in two, nobody says which
    OF_MONTH = "of the month"
    LABEL = "label"  # the public's hours, by contrast with an activity's
    FILLER = "filler"
    PHONE = "phone"
    UNKNOWN = "unknown"
    DASH, SLASH, COMMA, COLON, PAREN, STOP = "-", "/", ",", ":", "()", "."


DAY_WORDS = (
    "lundi lundis lund lun lu",
    "mardi mardis mard mar ma",
    "mercredi mercredis mercr merc mer me",
    "jeudi jeudis jeud jeu je",
    "vendredi vendredis vendr vend ven ve",
    "samedi samedis samed sam sa",
    "dimanche dimanches dima dim di",
)
#: capital letters alone; M is two days, see LETTER
DAY_LETTERS = {"L": 0, "J": 3, "V": 4, "S": 5, "D": 6}
MONTH_WORDS = (
    *("janvier janv jan", "fevrier fevr fev", "mars", "avril avr", "mai", "juin"),
    *("juillet juil", "aout", "septembre sept", "octobre oct", "novembre nov", "decembre dec"),
)
ORDINALS = (
    (1, "1er 1ers 1ere premier premiers premiere"),
    (2, "2e 2eme 2nd 2nde deuxieme second 2emes deuxiemes"),
    (3, "3e 3eme 3emes troisieme troisiemes"),
    (4, "4e 4eme 4emes quatrieme quatriemes"),
    (5, "5e 5eme cinquieme"),
    (-1, "dernier derniers"),
)

#: words without effect on the hours: the only ones that are dropped
FILLER = """
ouvert ouverte ouverts ouvertes ouverture ouvertures ouvre ouvrent ouvrons horaire horaires le la
les l en dans est sont c ce chaque nocturne nocturnes inclus inclu compris aussi egalement public
""".split()
FILLER_PHRASES = """
heures d ouverture|heure d ouverture|jours d ouverture|jours et heures d ouverture
jours et horaires d ouverture|horaires d ouverture|jours et horaires|nous sommes ouverts|le lieu
au public|du public|tous les|toutes les semaines|chaque semaine|par semaine|toute l annee
non stop|nonstop|en continu|sans interruption|journee continue|en journee continue|non stop
a l annee|de chaque semaine|a nouveau
"""

_SINGLE: tuple[tuple[Kind, object, str], ...] = (
    (Kind.FROM, None, "de du des d"),
    (Kind.BETWEEN, None, "entre"),
    (Kind.TO, None, "a au aux"),
    (Kind.UNTIL, None, "jusque"),
    (Kind.SINCE, None, "depuis"),
    (Kind.AND, None, "et puis"),
    (Kind.OR, None, "ou"),
    (Kind.OUT_OF, None, "sur"),
    (Kind.NUMBER, 1, "un une"),
    (Kind.NUMBER, 2, "deux"),
    (Kind.NUMBER, 3, "trois"),
    (Kind.EXCEPT, None, "sauf sf hors hormis excepte"),
    (Kind.CLOSED, None, "ferme fermee fermes fermees fermeture fermetures clos close"),
    (Kind.ONLY, None, "uniquement seulement exclusivement"),
    (Kind.PART, MORNING, "matin matins matinee matinees"),
    (Kind.PART, AFTERNOON, "apresmidi apresmidis aprem"),
    (Kind.PART, EVENING, "soir soirs soiree soirees"),
    (Kind.DAY, HOLIDAYS, "ferie feries"),
    (Kind.DAYS, (5, 6), "weekend weekends we"),
    (Kind.ASK, "sur rendez-vous", "rdv"),
    (Kind.IN_HOLIDAYS, None, "vacances"),
    (Kind.SEASON, None, "ete hiver printemps automne"),
    (Kind.TIME, 720, "midi"),
    (Kind.TIME, 0, "minuit"),
    (Kind.LABEL, None, "accueil permanence permanences"),
)

#: (kind, value, phrases separated by « | »); the longest phrase wins
_PHRASES: tuple[tuple[Kind, object, str], ...] = (
    (Kind.PART, AFTERNOON, "apres midi|apres midis|l apres midi|les apres midi"),
    (Kind.OF_PART, MORNING, "du matin"),
    (Kind.OF_PART, EVENING, "du soir"),
    (Kind.DAY_AND_NIGHT, None, "jour et nuit|nuit et jour"),
    (
        Kind.UNTIL,
        None,
        "jusqu a|jusqu au|ferme a|fermee a|ferment a|fermeture a|fermeture des portes a",
    ),
    (Kind.SINCE, None, "a partir de|a partir du|a partir d|a compter de|a compter du|des le"),
    (Kind.AND, None, "ainsi que|et aussi|mais aussi"),
    (Kind.OR, None, "et ou"),
    (
        Kind.EXCEPT,
        None,
        "a l exception de|a l exception du|a l exception des|en dehors des|excepte",
    ),
    (
        Kind.CLOSED,
        None,
        "ferme au public|fermee au public|pas ouvert|pas d ouverture|pas d accueil",
    ),
    (Kind.CLOSED, None, "non ouvert|fermeture au public|fermeture annuelle|pas de permanence"),
    (Kind.NOON_BREAK, (720, 840), "entre midi et deux|entre midi et 2|entre midi deux"),
    (Kind.NOON_BREAK, (720, 840), "de midi a deux heures|entre midi et deux heures"),
    (Kind.DAYS, (0, 1, 2, 3, 4, 5, 6), "tous les jours|tlj|chaque jour"),
    (Kind.DAYS, (0, 1, 2, 3, 4, 5, 6), "7j 7|7j 7j|7 j 7|7 jours sur 7|7j sur 7|7 jours 7|7 7"),
    (Kind.DAYS, (0, 1, 2, 3, 4), "en semaine|jours ouvres|les jours ouvres|tous les jours ouvres"),
    (Kind.DAYS, (5, 6), "week end|week ends"),
    (Kind.DAY, HOLIDAYS, "jours feries|jour ferie|les jours feries"),
    (Kind.ASK, "sur rendez-vous", "sur rendez vous|avec rendez vous|rendez vous|sur rdv|avec rdv"),
    (
        Kind.ASK,
        "sur rendez-vous",
        "r d v|sur r d v|sur rendezvous|rendezvous|sur prise de rendez vous",
    ),
    (
        Kind.ASK,
        "sur rendez-vous",
        "rendez vous obligatoire|sur rendez vous obligatoire|par rendez vous",
    ),
    (Kind.ASK, "sur inscription", "sur inscription|inscription obligatoire"),
    (Kind.ASK, "sur réservation", "sur reservation|reservation obligatoire"),
    (Kind.ASK, "sur demande", "sur demande|a la demande"),
    (Kind.FREE, "sans rendez-vous", "sans rendez vous|sans rdv|sans r d v|pas de rendez vous"),
    (
        Kind.FREE,
        "accès libre",
        "acces libre|en acces libre|entree libre|libre acces|en libre acces",
    ),
    (Kind.REST, None, "le reste de la semaine|reste de la semaine|les autres jours|autres jours"),
    (Kind.REST, None, "les autres jours de la semaine|le restant de la semaine"),
    (Kind.ELSE, None, "le reste du temps|reste du temps|en dehors de ces horaires"),
    (Kind.ELSE, None, "hors de ces horaires|en dehors de ces heures|hors ces horaires"),
    (
        Kind.IN_HOLIDAYS,
        None,
        "vacances scolaires|pendant les vacances|pendant les vacances scolaires",
    ),
    (Kind.IN_HOLIDAYS, None, "durant les vacances scolaires|durant les vacances|petites vacances"),
    (
        Kind.IN_HOLIDAYS,
        None,
        "en periode de vacances scolaires|en periode de vacances|conges scolaires",
    ),
    (
        Kind.IN_TERM,
        None,
        "hors vacances scolaires|hors vacances|hors periode de vacances scolaires",
    ),
    (
        Kind.IN_TERM,
        None,
        "hors periodes de vacances|hors periode de vacances|hors conges scolaires",
    ),
    (Kind.IN_TERM, None, "en periode scolaire|periode scolaire|pendant la periode scolaire"),
    (
        Kind.IN_TERM,
        None,
        "sauf vacances scolaires|sauf pendant les vacances scolaires|sauf vacances",
    ),
    (
        Kind.IN_TERM,
        None,
        "sauf pendant les vacances|sauf les vacances scolaires|hors vacances d ete",
    ),
    (Kind.IN_TERM, None, "en dehors des vacances scolaires|en dehors des vacances"),
    (Kind.IN_TERM, None, "ferme pendant les vacances scolaires|ferme pendant les vacances"),
    (
        Kind.IN_TERM,
        None,
        "fermeture pendant les vacances scolaires|ferme durant les vacances scolaires",
    ),
    (Kind.SEASON, None, "periode estivale|l ete|cet ete|haute saison|basse saison|horaires d ete"),
    (Kind.SEASON, None, "horaires d hiver|horaires ete|horaires hiver|saison estivale"),
    (Kind.PARITY, 0, "semaine paire|semaines paires|les semaines paires|sem paires"),
    (Kind.PARITY, 1, "semaine impaire|semaines impaires|les semaines impaires|sem impaires"),
    (
        Kind.ALTERNATE,
        "une semaine sur deux",
        "une semaine sur deux|1 semaine sur 2|une semaine sur 2",
    ),
    (Kind.ALTERNATE, "tous les quinze jours", "tous les 15 jours|tous les quinze jours"),
    (Kind.OF_MONTH, None, "du mois|de chaque mois|de tous les mois|par mois|chaque mois"),
    (Kind.LABEL, None, "accueil du public|accueil public|ouverture au public|accueil tout public"),
)


def _entries() -> dict[tuple[str, ...], tuple[Kind, object]]:
    """Every phrase, as the tuple of its words → (kind, value)."""
    found: dict[tuple[str, ...], tuple[Kind, object]] = {
        (word,): (Kind.FILLER, None) for word in FILLER
    }
    for phrase in FILLER_PHRASES.replace("\n", "|").split("|"):
        if phrase:
            found[tuple(phrase.split())] = (Kind.FILLER, None)
    numbered = (
        *((Kind.DAY, number, line) for number, line in enumerate(DAY_WORDS)),
        *((Kind.MONTH, number, line) for number, line in enumerate(MONTH_WORDS, 1)),
        *((Kind.ORDINAL, number, line) for number, line in ORDINALS),
    )
    for kind, value, line in (*numbered, *_SINGLE):
        for word in line.split():
            found[word,] = (kind, value)
    for kind, value, line in _PHRASES:
        for phrase in line.split("|"):
            found[tuple(phrase.split())] = (kind, value)
    return found


PHRASES = _entries()
LONGEST_PHRASE = max(map(len, PHRASES))
