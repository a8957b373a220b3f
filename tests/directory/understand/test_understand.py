"""What residents type, and what the site makes of it."""

import csv
import json
import random

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from places.actions.recording import Author
from places.directory import load
from places.directory.understand import understand
from places.directory.understand.evidence import Evidence
from places.directory.understand.measure import measure, with_errors
from places.directory.understand.phrasebook import CONSTRAINT
from places.directory.understand.spelling import Speller, sound
from places.interop.town import load_town
from places.vocabulary import Origin

FIXTURES = settings.BASE_DIR / "fixtures"

# Sorts these tests before those that empty the tables of the vocabulary (transaction=True).
pytestmark = pytest.mark.django_db


def read_town() -> None:
    load_town(FIXTURES / "roubaix.json", Author("essai", Origin.COMMAND))


@pytest.fixture(scope="module")
def lexicon(django_db_setup, django_db_blocker):
    """The vocabulary of Roubaix, read once: understanding needs no database."""
    with django_db_blocker.unblock(), transaction.atomic():
        read_town()
        found = load.current().directory.lexicon
        transaction.set_rollback(True)
    load.forget()
    return found


@pytest.fixture
def town(db):
    """Roubaix in the database, for the commands that read it."""
    read_town()


def read_all(lexicon, table):
    """{text: what differs} for rows (text, needs, kinds, place, constraints)."""
    wrong = {}
    for text, needs, kinds, place, constraints in table:
        found = understand(text, lexicon)
        said = {f"{group}:{value}" for group, value in found.values(CONSTRAINT)}
        got = (set(found.needs), set(found.kinds), found.place, said)
        if not (
            set(needs) <= got[0]
            and set(kinds) <= got[1]
            and place == got[2]
            and set(constraints) == said
        ):
            wrong[text] = got
    return wrong


def test_needs_kinds_places_and_constraints_are_recognised(lexicon):
    table = [
        ("jarrive pas a ouvrir ma boite mel", ["boite-mail"], [], "", []),
        ("atestation caf", ["caf"], [], "", []),
        ("imprimé un papier", ["imprimer"], [], "", []),
        ("pol emploi", ["france-travail"], [], "", []),
        ("mairie", [], ["mairie", "mairie-quartier"], "", []),
        ("bibliotek", [], ["bibliotheque"], "", []),
        ("imprimer à l'épeule", ["imprimer"], [], "Épeule", []),
        ("wifi hauts champs", ["wifi"], [], "Hauts-Champs–Petites-Haies", []),
        ("59100", [], [], "59100", []),
        ("rue de Lannoy imprimer", ["imprimer"], [], "rue de lannoy", []),
        ("gratuit ouvert le samedi", [], [], "", ["gratuit:1", "ouvert:samedi"]),
        ("ce soir sans rdv", [], [], "", ["ouvert:ce-soir", "sansrdv:1"]),
        ("caf en arabe", ["caf"], [], "", ["langue:ar"]),
        ("fauteuil roulant", [], [], "", ["fauteuil:1"]),
        ("imprimer a domicile", ["imprimer"], [], "", ["domicile:1"]),
    ]
    assert read_all(lexicon, table) == {}


def test_sentences_with_empty_words_find_their_need(lexicon):
    table = [
        ("j'ai perdu mon mot de passe", ["mot-de-passe"], [], "", []),
        ("refaire ma carte d'identité", ["identite"], [], "", []),
        ("ouvrir un compte ameli", ["sante"], [], "", []),
        ("remplir dossier caf en ligne", ["caf"], [], "", []),
        ("code wifi", ["wifi"], [], "", []),
    ]
    assert read_all(lexicon, table) == {}


def test_corrections_are_said_and_can_be_refused(lexicon):
    assert understand("attestaion caf", lexicon).corrected == "attestation caf"
    literal = understand("attestaion zzcaf", lexicon, literal=True)
    assert literal.corrected == ""
    assert "zzcaf" in literal.ignored


def test_names_of_places_are_mended(lexicon):
    assert understand("emaus", lexicon).corrected == "emmaüs"


def test_what_means_nothing_is_said(lexicon):
    found = understand("zzzz qqqq", lexicon)
    assert found.is_nothing
    assert found.ignored == ("zzzz", "qqqq")
    assert not understand("", lexicon).is_nothing


def test_the_verb_is_not_the_east(lexicon):
    assert understand("mon ordinateur est en panne", lexicon).place == ""
    assert understand("quartier est", lexicon).place == "Est"


def test_no_input_raises_or_takes_long(lexicon):
    chance = random.Random(3)
    odd = [
        "",
        " ",
        "\x00",
        "😀" * 500,
        "a" * 10_000,
        "é" * 9_999,
        "' OR 1=1; --",
        "\u202eabc",
        "rue",
        "rue " * 400,
        "à " * 3000,
        "<script>",
        "%00",
        "\ud800".encode("utf-8", "replace").decode(),
        "imprimer " * 2000,
        "أريد طباعة ورقة",
        "1" * 300,
    ]
    odd += ["".join(chr(chance.randrange(1, 0x2FFF)) for _ in range(200)) for _ in range(100)]
    for text in odd:
        found = understand(text, lexicon)
        assert len(found.parts) <= 40


@pytest.mark.parametrize("name", ["requetes-travail.csv", "requetes-travail-2.csv"])
def test_the_working_queries_stay_understood(lexicon, name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    score = measure(rows, lexicon)
    assert score.count >= 640
    assert score.at_one >= 0.97, score.missed
    assert score.at_three >= 0.98, score.missed
    assert measure(rows, lexicon, seed=1).at_three >= 0.95


def test_an_error_is_one_error_and_always_the_same():
    assert with_errors("imprimer un papier", random.Random(1)) == with_errors(
        "imprimer un papier", random.Random(1)
    )
    assert with_errors("un caf", random.Random(1)) == "un caf"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bibliotek", "bibliotheque"),
        ("fotocopie", "photocopie"),
        ("ordinateure", "ordinateur"),
        ("attestassion", "atestassion"),
    ],
)
def test_words_that_sound_the_same_share_a_key(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("imprimmer", "imprimer"),
        ("imrpimer", "imprimer"),
        ("caff", "caf"),
        ("cv", None),
        ("imprimer" * 9, None),
        ("12345", None),
        ("bibliotek", "bibliotheque"),
    ],
)
def test_words_are_mended_in_proportion_to_their_length(typed, meant):
    assert Speller(["imprimer", "bibliotheque"], ["caf"]).mend(typed) == meant


def test_the_command_says_it_in_json(town, capsys):
    call_command("understand", "attestaion caf à l'épeule gratuit")
    said = json.loads(capsys.readouterr().out)
    assert said["corrected"].startswith("attestation caf")
    assert said["needs"] == ["caf"]
    assert said["categories"][0] == "Aide aux démarches administratives"
    assert (said["place"], said["constraints"]) == ("Épeule", ["gratuit:1"])


def test_the_command_reads_one_query_a_line(town, capsys, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("caf\nimprimer\n"))
    call_command("understand")
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["needs"] for line in lines] == [["caf"], ["imprimer"]]


def test_the_measure_is_told(town, capsys):
    call_command("measure_understanding", FIXTURES / "requetes-rapport.csv", missed=True)
    assert "au premier coup" in capsys.readouterr().out


def test_small_talk_asks_for_nothing(lexicon):
    assert understand("bonjour, comment faire ?", lexicon).is_nothing
    assert not understand("près de chez moi", lexicon).is_nothing


def test_a_condition_inside_a_term_is_said_too(lexicon):
    found = understand("avocat gratuit", lexicon)
    assert found.needs[0] == "aide-juridictionnelle"
    assert found.values("contrainte") == (("gratuit", "1"),)


def test_words_with_the_stem_of_another_stand_apart(lexicon):
    assert understand("mes papiers", lexicon).kinds == ()
    assert understand("papi", lexicon).kinds == ("papi",)
    assert "reparer" not in understand("mon petit fils", lexicon).needs


def test_only_a_vowel_is_elided(lexicon):
    assert understand("imprimer le dmanche", lexicon).values("contrainte")[0][1] == "dimanche"


def test_a_small_word_typed_wrongly_is_no_need(lexicon):
    assert understand("faier un cv", lexicon).needs == ("cv",)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("atestation caf", "attestation caf"),
        ("pol emploi", "pôle emploi"),
        ("fotocopie", "photocopie"),
        ("boite mel", ""),
        ("attestation caf", ""),
        ("déclaration trimestriel", ""),
    ],
)
def test_a_mistake_known_as_such_is_corrected_too(lexicon, typed, corrected):
    assert understand(typed, lexicon).corrected == corrected


def test_other_needs_that_the_words_may_mean_are_offered(lexicon):
    found = understand("photos icloud plein", lexicon)
    assert len({*found.needs, *found.others}) == 3
    assert set(found.needs).isdisjoint(found.others)
    assert "identite" in understand("acheter un timbre", lexicon).others


def test_what_asks_for_nothing_offers_nothing_far(lexicon):
    assert understand("zzzz qqqq", lexicon).others == ()
    assert understand("Épeule", lexicon).others == ()


@pytest.mark.parametrize(
    "text", ["restaurant", "acheter des fleurs", "horaire de la piscine", "cinéma", "loto"]
)
def test_no_need_is_guessed_beside_words_of_another_life(lexicon, text):
    assert understand(text, lexicon).is_nothing


def test_a_language_inside_a_term_is_a_condition_too(lexicon):
    found = understand("on parle arabe", lexicon)
    assert found.needs == ("traduire",)
    assert found.values(CONSTRAINT) == (("langue", "ar"),)


def test_small_words_alone_never_make_a_phrase(lexicon):
    assert understand("quelqu'un pour m'aider", lexicon).needs == ()


def test_words_side_by_side_say_more_than_apart():
    evidence = Evidence()
    evidence.add("casier", ["extrait", "casier"])
    evidence.add("etat-civil", ["extrait", "naissance"])
    evidence.add("etat-civil", ["acte", "naissance"])
    evidence.add("sante", ["acte", "soin"])
    apart = evidence.scores(["naissance", "extrait"])["etat-civil"]
    assert evidence.scores(["extrait", "naissance"])["etat-civil"] > apart
    assert evidence.near("casier") == ("etat-civil",)
