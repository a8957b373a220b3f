"""Tables of visits as French spreadsheets write them: what each line does, and what is refused."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from places.actions.recording import Author
from places.interop.reading import UnreadableFile
from places.interop.visit_rows import decoded, read_sheet
from places.interop.visits import Fate, apply_plan, plan_visits
from places.models import Act, Site, VisitCount
from places.models.visit import VISITS
from places.vocabulary import Origin

TODAY = date(2026, 11, 24)
HEADER = "lieu;mois;besoin;visites;accompagnements\n"


@pytest.fixture
def epeule(make_site):
    return make_site("Comité de l’Épeule")


def plan_of(text: str, place=None):
    sheet = read_sheet(text, needs_place=place is None)
    return plan_visits(sheet, Site.objects.all(), TODAY, place=place)


def held(site) -> dict[str, int]:
    return {row.need: row.count for row in VisitCount.objects.filter(site=site)}


def refusal(line: str) -> str:
    """What is said of a line that is refused."""
    (found,) = plan_of(HEADER + line).lines
    assert found.fate == Fate.REFUSED
    return found.said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_the_same_table_is_read_however_it_was_saved(epeule, encoding, delimiter):
    text = f"{HEADER}Comité de l’Épeule;novembre 2026;Imprimer;;45\r\n".replace(";", delimiter)
    plan = plan_of(decoded(text.encode(encoding)))
    (counting,) = plan.countings
    assert (counting.site, counting.period.code) == (epeule, "2026-11")
    assert counting.numbers == {"imprimer": 45}


@pytest.mark.parametrize("name", ["COMITE DE L'EPEULE", "comite-de-l-epeule-roubaix", "<pk>"])
def test_a_place_is_known_by_its_name_its_address_or_its_number(epeule, name):
    plan = plan_of(f"lieu;mois;visites\n{name.replace('<pk>', str(epeule.pk))};11/2026;3\n")
    assert [line.fate for line in plan.lines] == [Fate.CREATED]


@pytest.mark.parametrize("need", ["imprimer", "Imprimer", "IMPRIMER"])
def test_a_need_is_known_by_its_name_or_its_code(epeule, need):
    assert plan_of(f"{HEADER}{epeule.pk};11/2026;{need};;3\n").refused == 0


def test_visits_and_helps_may_share_a_line_and_visits_be_repeated(epeule):
    plan = plan_of(f"{HEADER}{epeule.pk};11/2026;imprimer;120;45\n{epeule.pk};11/2026;caf;120;3\n")
    (counting,) = plan.countings
    assert counting.numbers == {VISITS: 120, "imprimer": 45, "caf": 3}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Zorg;11/2026;;1;", "Aucun lieu ne porte le nom « Zorg »"),
        (";11/2026;;1;", "ne dit pas le lieu"),
        ("Épeule;zorg;;1;", "n’est pas un mois"),
        ("Épeule;;;1;", "ni le mois ni le jour"),
        ("Épeule;12/2026;;1;", "Ce mois n’est pas commencé"),
        ("Épeule;11/1999;;1;", "trop ancien"),
        ("Épeule;11/2026;zorg;;1", "Aucun besoin ne porte le nom « zorg »"),
        ("Épeule;11/2026;;;1", "dites pour quel besoin"),
        ("Épeule;11/2026;;12,5;", "Écrivez un nombre entier"),
        ("Épeule;11/2026;;-1;", "négatif"),
        ("Épeule;11/2026;;douze;", "n’est pas un nombre"),
        ("Épeule;11/2026;;100001;", "C’est trop pour un mois"),
        ("Épeule;11/2026;;1;;surplus", "plus de cases que le titre"),
    ],
)
def test_a_wrong_line_is_refused_with_its_reason(make_site, line, said):
    make_site("Épeule")
    assert said in refusal(line)


def test_two_places_of_one_name_are_not_guessed(make_site):
    make_site("Mairie"), make_site("Mairie", commune="Lille")
    assert "Plusieurs lieux" in refusal("Mairie;11/2026;;1;")


def test_a_line_without_a_number_is_told_and_changes_nothing(epeule):
    plan = plan_of(f"{HEADER}{epeule.pk};11/2026;;;\n")
    assert [line.fate for line in plan.lines] == [Fate.EMPTY]
    assert plan.countings == ()


def test_two_lines_that_disagree_are_not_settled_by_their_order(epeule):
    plan = plan_of(f"{HEADER}{epeule.pk};11/2026;;1;\n{epeule.pk};11/2026;;2;\n")
    assert plan.lines[1].fate == Fate.REFUSED
    assert "La ligne 2 dit un autre nombre" in plan.lines[1].said


def test_a_month_and_its_days_are_not_both_taken(epeule):
    table = f"lieu;mois;jour;visites\n{epeule.pk};;03/11/2026;5\n{epeule.pk};11/2026;;9\n"
    plan = plan_of(table)
    assert [line.fate for line in plan.lines] == [Fate.CREATED, Fate.REFUSED]
    apply_plan(Author("Fichier", Origin.IMPORT), plan, "Fichier")
    assert "déjà noté" in plan_of(f"lieu;mois;visites\n{epeule.pk};11/2026;9\n").lines[0].said


def test_unknown_columns_are_told(epeule):
    assert plan_of("lieu;mois;visites;météo\n").unknown == ("météo",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (b"PK\x03\x04\x00", "enregistrez-le en CSV"),
        (b"mois;visites\n", "Il manque une colonne : « lieu »"),
        (b"lieu;mois\n", "visites"),
        (b"lieu;mois;mois;visites\n", "deux fois"),
        (b'lieu;mois;visites\n"x;1;2\n', "guillemet"),
        (b"x" * 1_000_001, "trop gros"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(data, said):
    with pytest.raises(UnreadableFile, match=said):
        list(read_sheet(decoded(data), needs_place=True).rows)


def test_the_plan_costs_three_queries_whatever_the_table(epeule, django_assert_num_queries):
    lines = "".join(f"{epeule.pk};{month}/2026;;1;\n" for month in range(1, 12))
    with django_assert_num_queries(3):
        plan_of(HEADER + lines)


# ---------------------------------------------------------------- the command


@pytest.fixture
def run(tmp_path, capsys):
    """run(text, …options) → what the command said."""

    def call(text: str, *options: str) -> str:
        file = tmp_path / "comptages.csv"
        file.write_text(text, encoding="cp1252")
        call_command("import_counts", str(file), *options)
        return capsys.readouterr().out

    return call


def test_a_trial_writes_nothing(epeule, run):
    said = run(f"{HEADER}{epeule.pk};11/2026;;120;\n", "--dry-run")
    assert "Ligne 2, noté : Comité de l’Épeule, novembre 2026 : visites 120" in said
    assert "rien n’a été changé" in said
    assert held(epeule) == {}


def test_a_second_run_changes_nothing(epeule, run):
    table = f"{HEADER}{epeule.pk};11/2026;;120;\n{epeule.pk};11/2026;caf;;7\n"
    run(table)
    acts = Act.objects.count()
    assert "2 inchangées" in run(table)
    assert (held(epeule), Act.objects.count()) == ({VISITS: 120, "caf": 7}, acts)


def test_a_correction_says_the_old_and_the_new(epeule, run):
    run(f"{HEADER}{epeule.pk};11/2026;;120;\n")
    assert "changé : Comité de l’Épeule, novembre 2026 : visites 120 → 130" in run(
        f"{HEADER}{epeule.pk};11/2026;;130;\n"
    )
    assert held(epeule) == {VISITS: 130}


def test_a_refused_line_ends_in_failure_and_the_others_are_kept(epeule, run):
    with pytest.raises(CommandError, match="Lignes refusées : 1") as ended:
        run(f"{HEADER}{epeule.pk};11/2026;;120;\nZorg;11/2026;;1;\n")
    assert ended.value.returncode == 1
    assert held(epeule) == {VISITS: 120}


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_counts", "/nulle-part.csv")
