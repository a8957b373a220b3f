"""What the French reader promises: nothing dropped, nothing guessed, nothing slow."""

import random
from datetime import timedelta
from time import perf_counter

import pytest

from places.hours.french import LONGEST, Reading, read
from places.hours.french.tokens import clean, lexemes
from places.hours.osm import parse
from places.hours.wording import hours_sentence
from tests.hours.examples import MONDAY, REAL, plain
from tests.hours.test_french_measure import ANGERS, TYPICAL, meaning

CERTAIN = [(text, osm) for text, osm, certain in [*ANGERS, *TYPICAL] if certain]
ANGERS_CERTAIN = [(text, osm) for text, osm, certain in ANGERS if certain][:8]

# ── What comes back ─────────────────────────────────────────────────────────────────────────────


def test_reading_holds_the_hours():
    found = read("Du mardi au vendredi de 9h à 12h et de 14h à 17h")
    assert found.osm == "Tu-Fr 09:00-12:00,14:00-17:00"
    assert (found.not_understood, found.certain) == ((), True)


@pytest.mark.parametrize("text", ["", "   ", "\n", "—", "..."])
def test_nothing_is_not_hours(text):
    assert read(text) == Reading("", (), False)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("9h-12h", ("9h-12h (quels jours ?)",)),
        ("le lundi", ("lundi (quelles heures ?)",)),
        (
            "lundi à partir de 14h",
            ("lundi (quelles heures ?)", "à partir de 14h (jusqu’à quelle heure ?)"),
        ),
        ("L M J V 9h-12h", ("L M J V (M : mardi ou mercredi ?)",)),
        ("samedi 9h-12h, une semaine sur deux", ("une semaine sur deux (quelles semaines ?)",)),
        ("lundi 9h-12h. Tél : 02 41 43 28 13", ("Tél : 02 41 43 28 13",)),
        ("lundi 9h-12h 02.41.43.28.13", ("02.41.43.28.13 (numéro de téléphone)",)),
        ("lundi 9h-12h +33 2 41 43 28 13", ("+33 2 41 43 28 13 (numéro de téléphone)",)),
        (
            "lundi 9h-12h, 10h-12h pendant les vacances scolaires",
            ("pendant les vacances scolaires",),
        ),
        (
            "lundi 9h-12h ; mardi 9h-12h en été",
            ("mardi 9h-12h en été (de quelle date à quelle date ?)",),
        ),
        ("lundi 9h-17h, lundi 10h-18h", ("lundi 10h-18h (contredit le reste)",)),
        ("bientôt", ("bientôt",)),
    ],
)
def test_what_is_not_understood_is_quoted_with_a_question(text, quotes):
    found = read(text)
    assert not found.certain
    if len(quotes) == 1 and "(" not in quotes[0]:
        assert quotes[0] in " ".join(found.not_understood)
    else:
        assert found.not_understood == quotes


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("Accueil : lundi 9h-12h ; Atelier : mardi 14h-17h", "Mo 09:00-12:00"),
        ("lundi 9h-12h\nLudothèque : mardi 14h-17h, jeudi 14h-17h", "Mo 09:00-12:00"),
        ("lundi 9h-12h atelier couture 14h-17h", "Mo 09:00-12:00"),
        ("Bibliothèque : mardi 14h-18h. Ludothèque : mercredi 14h-18h.", ""),
        ("lundi 9h-17h (16h pendant les vacances scolaires)", "Mo 09:00-17:00"),
    ],
)
def test_hours_of_something_else_are_never_mixed(text, osm):
    found = read(text)
    assert (found.osm, found.certain) == (osm, False)


def test_school_terms_are_said_to_residents_and_asked_to_the_volunteer():
    found = read("mercredi 14h-17h hors vacances scolaires")
    said = hours_sentence(found.osm, MONDAY)
    assert plain(said) == "Ouvert le mercredi de 14 h à 17 h (hors vacances scolaires)."
    assert found.not_understood == (
        "hors vacances scolaires (vacances scolaires : à écrire avec leurs dates)",
    )


def test_alternate_week_is_never_a_certain_opening():
    found = read("un samedi sur deux de 9h à 12h")
    assert not found.certain
    (saturday,) = parse(found.osm).periods(MONDAY, MONDAY + timedelta(days=7))
    assert not saturday.certain
    assert "un samedi sur deux" in hours_sentence(found.osm, MONDAY)


# ── Nothing is dropped ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", ["atelier", "environ", "?", "0320664646", "❌", "gratuit", "42"])
def test_unknown_word_is_quoted_wherever_it_stands(word):
    for text, _ in CERTAIN[::3]:
        words = text.split()
        for at in range(len(words) + 1):
            found = read(" ".join([*words[:at], word, *words[at:]]))
            assert not found.certain, (text, at)
            assert word in " ".join(found.not_understood), (text, at)


@pytest.mark.parametrize(
    "words",
    ["sauf le dimanche soir", "23h", "jusqu’à 22h", "22h-23h", "en été", "vacances", "1er",
     "hors vacances", "une semaine sur deux", "à partir de", "les autres jours"],
)  # fmt: skip
def test_known_words_are_not_ignored(words):
    """Added anywhere, they change the hours, or they are asked about."""
    for text, osm in ANGERS_CERTAIN:
        parts = text.split()
        for at in range(len(parts) + 1):
            found = read(" ".join([*parts[:at], words, *parts[at:]]))
            assert not found.certain or meaning(found.osm) != meaning(osm), (text, at)


@pytest.mark.parametrize("text", [text for text, _, _ in [*ANGERS, *TYPICAL]])
def test_every_letter_and_digit_is_in_a_lexeme(text):
    tidy = clean(text)
    covered = {at for lexeme in lexemes(tidy) for at in range(lexeme.start, lexeme.end)}
    assert {at for at, char in enumerate(tidy) if char.isalnum()} <= covered


# ── Read back ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("osm", [osm for osm, _ in REAL if osm != "Fr 19:00-11:00"])
def test_sentence_of_the_public_page_is_read_back(osm):
    found = read(hours_sentence(osm, MONDAY))
    assert found.certain
    assert meaning(found.osm) == meaning(osm)


@pytest.mark.parametrize(
    "osm",
    [
        "24/7",
        "Mo-Su 08:00-20:00; PH off",
        "Fr 20:00-02:00",
        "Sa 00:00-24:00",
        'Mo 09:00-12:00; We "sur rendez-vous"',
        'Mo-Fr 09:00-12:00, Mo-Fr 14:00-17:00 "sur rendez-vous"',
        'Mo-Fr 09:00-12:00 || "sur rendez-vous"',
        'Mo-Fr 09:00-12:00 "sans rendez-vous"',
        '"sur rendez-vous"',
    ],
)
def test_sentence_of_a_less_simple_week_is_read_back(osm):
    found = read(hours_sentence(osm, MONDAY))
    assert found.certain, found
    assert meaning(found.osm) == meaning(osm)


DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
SHORT = "lun. mar. mer. jeu. ven. sam. dim.".split()
CODES = "Mo Tu We Th Fr Sa Su".split()
CLOCKS = (
    lambda h, m: f"{h}h{m:02d}" if m else f"{h}h",
    lambda h, m: f"{h:02d}h{m:02d}",
    lambda h, m: f"{h} h {m:02d}" if m else f"{h} h",
    lambda h, m: f"{h}:{m:02d}",
    lambda h, m: f"{h}H{m:02d}",
)
SPANS = ("de {} à {}", "{}-{}", "{} - {}", "{} à {}")


def written(seed: int) -> tuple[str, str]:
    """(French text, OSM text) of a random week, in a random style."""
    chance = random.Random(seed)
    names = chance.choice((DAYS, SHORT))
    clock, span = chance.choice(CLOCKS), chance.choice(SPANS)
    between, after = chance.choice((" et ", " / ", ", ")), chance.choice((" : ", " "))
    said, osm = [], []
    days = list(range(7))
    while days and len(said) < 4:
        run, days = days[: (size := chance.randint(1, 3))], days[size:]
        if chance.random() < 0.2:
            continue
        spans = chance.choice(
            (((9, 0, 12, 0),), ((8, 30, 12, 15), (14, 0, 17, 45)), ((10, 0, 19, 30),))
        )
        list_ = (
            f"du {names[run[0]]} au {names[run[-1]]}"
            if len(run) == 3
            else " et ".join(names[day] for day in run)
        )
        hours = between.join(span.format(clock(a, b), clock(c, d)) for a, b, c, d in spans)
        said.append(f"{list_}{after}{hours}")
        codes = ",".join(CODES[day] for day in run)
        osm.append(
            f"{codes} " + ",".join(f"{a:02d}:{b:02d}-{c:02d}:{d:02d}" for a, b, c, d in spans)
        )
    return chance.choice(("\n", " ; ", ", ", " ")).join(said), "; ".join(osm)


def test_random_weeks_are_read_in_every_style():
    for seed in range(150):
        text, osm = written(seed)
        if osm:
            found = read(text)
            assert found.certain, (text, found)
            assert meaning(found.osm) == meaning(osm), (text, found)


# ── Odd input ───────────────────────────────────────────────────────────────────────────────────

ODD = [
    "lundi " * 1600,
    "9h" * 5000,
    "9h-" * 3300,
    "0" * 10_000,
    "(" * 10_000,
    "<" * 10_000,
    "&amp;" * 2000,
    "lundi 9h-12h, sauf " * 500,
    "1er " * 2500,
    "a" * 10_000,
    "24/24 " * 500,
    "du 1 au " * 350,
    "un samedi sur " * 200,
    "sauf fermé entre jusqu’à " * 110,
    "الاثنين ٩ صباحا",
    "\u202elundi 9h-12h\u202c",
    "🕘 lundi 9h-12h 🎉",
    "\0lundi\0 9h\0-12h\0",
    "\ud800 lundi 9h-12h",
    "lundi ²h-12h",
    "lundi 9h-12h <script>alert(1)</script>",
    'lundi 9h-12h "; PH off',
    "L'", "M", "1", "h", ":", "24h61", "99999999999999999999h",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_is_read_quickly_and_never_raises(text):
    begin = perf_counter()
    found = read(text)
    assert perf_counter() - begin < 1
    assert found.osm == "" or parse(found.osm)
    assert found.osm or found.not_understood or not any(map(str.isalnum, text))
    "".join(found.not_understood).encode()


def test_a_very_long_text_is_quoted_whole():
    text = "lundi 9h-12h " * 1000
    assert len(text) > LONGEST
    assert read(text).not_understood == (text.strip(),)


def test_random_pieces_never_raise():
    chance = random.Random(5)
    pieces = [word for text, _, _ in [*ANGERS, *TYPICAL] for word in text.split()]
    for _ in range(2000):
        text = " ".join(chance.choices(pieces, k=chance.randint(1, 12)))
        found = read(text)
        assert found.certain is (bool(found.osm) and not found.not_understood)
        assert not found.osm or parse(found.osm)
        assert found.osm or found.not_understood or not any(map(str.isalnum, text))
