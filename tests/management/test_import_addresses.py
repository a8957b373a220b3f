"""`import_addresses`: a file of the national base, its faults, its second passage."""

import gzip
import io
import random

import pytest
from django.core.management import CommandError, call_command

from places import addresses
from places.actions import addresses as writing
from places.models import AddressWord, Street, StreetWord

from ..addresses import SAMPLE

pytestmark = pytest.mark.django_db
HEADER, *LINES = SAMPLE.read_text(encoding="utf-8").splitlines()
COLUMNS = HEADER.split(";")


def line(**changes):
    """A line of the base, « 12 Rue de Lannoy » unless said otherwise."""
    cells = dict(zip(COLUMNS, LINES[3].split(";"), strict=True)) | changes
    return ";".join(cells[column] for column in COLUMNS)


@pytest.fixture
def run(tmp_path):
    """run(lines) → (what is said, what is said of the faults)."""

    def run(lines=(), *, content=None, dry_run=False):
        path = tmp_path / "adresses.csv"
        text = "\n".join([HEADER, *lines, ""])
        path.write_bytes(text.encode() if content is None else content)
        out, err = io.StringIO(), io.StringIO()
        run.out, run.err = out, err
        call_command("import_addresses", path, dry_run=dry_run, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return run


def table():
    return sorted(
        Street.objects.values_list(
            "commune_code", "name", "former_commune", "postal_code", "commune", "numbers"
        )
    )


def words():
    return sorted(StreetWord.objects.values_list("word__text", "street__name", "in_name"))


def test_a_file_is_read_whole(run):
    said, faults = run(LINES)
    assert said == "51 lignes lues : 49 adresses de 23 rues écrites, dans 4 communes.\n"
    assert faults == ""
    assert Street.objects.count() == 23


def test_gzip_is_told_by_its_content(run):
    run(content=gzip.compress("\n".join([HEADER, *LINES]).encode()))
    assert Street.objects.count() == 23


def test_bom_crlf_and_another_order_of_columns_are_read(run):
    turned = [";".join(reversed(row.split(";"))) for row in (HEADER, *LINES)]
    run(content="\r\n".join(turned).encode("utf-8-sig"))
    assert addresses.locate("12 rue de lannoy").is_exact


def test_a_second_passage_changes_nothing(run):
    run(LINES)
    before = table(), words()
    run(LINES)
    assert (table(), words()) == before


def test_streets_gone_from_the_file_go_and_other_communes_stay(run):
    run(LINES)
    run([line(nom_voie="Rue Neuve")])
    assert list(Street.objects.filter(commune="Roubaix").values_list("name", flat=True)) == [
        "Rue Neuve"
    ]
    assert Street.objects.filter(commune="Tourcoing").count() == 3
    assert not AddressWord.objects.filter(text="lannoy").exists()
    assert AddressWord.objects.get(text="neuve").streets == 1


def test_of_several_positions_the_entrance_is_kept_else_the_first(run):
    segment = line(numero="1", lat="50.1", type_position="segment")
    entrance = line(numero="1", lat="50.2", type_position="entrée")
    other = line(numero="1", lat="50.3", type_position="entrée")
    for rows, latitude in (
        ([segment, entrance, other], 50.2),
        ([entrance, segment], 50.2),
        ([segment, line(numero="1", lat="50.4", type_position="parcelle")], 50.1),
    ):
        run(rows)
        found = addresses.locate("1 rue de lannoy")
        assert found.position.latitude == pytest.approx(latitude)


def test_a_street_without_number_has_its_middle_only(run):
    run([line(numero="99999"), line(numero="0", nom_voie="Le Hameau")])
    assert set(Street.objects.values_list("numbers", flat=True)) == {"{}"}
    assert addresses.locate("12 rue de lannoy").is_exact is False


def test_lines_in_any_order_make_the_same_table(run, monkeypatch):
    run(LINES)
    before = sorted(row[:-1] for row in table()), words()
    monkeypatch.setattr(writing, "MOST_HELD", 7)  # written little by little
    shuffled = LINES.copy()
    random.Random(3).shuffle(shuffled)
    said, _ = run(shuffled)
    assert said.startswith("51 lignes lues : 49 adresses de 23 rues écrites, dans 4 communes.")
    assert (sorted(row[:-1] for row in table()), words()) == before
    assert addresses.locate("12bis rue de lannoy").is_exact


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"numero": "douze"}, "Numéro « douze » impossible."),
        ({"numero": ""}, "Numéro absent."),
        ({"numero": "-1"}, "Numéro « -1 » impossible."),
        ({"numero": "²"}, "Numéro « ² » impossible."),
        ({"numero": "1234567"}, "Numéro « 1234567 » impossible."),
        ({"nom_voie": " "}, "Nom de rue vide."),
        ({"nom_voie": "-"}, "Nom de rue vide."),
        ({"nom_voie": "a" * 201}, "Nom de rue de plus de 200 caractères."),
        ({"nom_commune": ""}, "Nom de commune vide."),
        ({"code_insee": "5951"}, "Code Insee « 5951 » impossible."),
        ({"code_postal": "5910A"}, "Code postal « 5910A » impossible."),
        ({"lat": ""}, "Position absente ou illisible."),
        ({"lat": "nan"}, "Position impossible."),
        ({"lat": "inf"}, "Position impossible."),
        ({"lat": "91"}, "Position impossible."),
        ({"lon": "181"}, "Position impossible."),
        ({"lon": "0", "lat": "0"}, "Position impossible."),
        ({"nom_commune": "Roubaix;trop"}, "24 cellules au lieu de 23."),
        ({"nom_voie": '"Rue'}, "Guillemets mal fermés ou cellule illisible."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_are_written(run, changes, reason):
    with pytest.raises(CommandError, match=r"Lignes illisibles : 1\.") as caught:
        run([LINES[0], line(**changes), *LINES[1:]])
    assert caught.value.returncode == 1
    assert run.err.getvalue() == f"Ligne 3 : {reason}\n"
    assert "52 lignes lues : 49 adresses" in run.out.getvalue()
    assert Street.objects.count() == 23


def test_many_faults_are_all_counted(run):
    bad = [line(numero=f"n{number}") for number in range(50)] + [line(lat="x")] * 2
    with pytest.raises(CommandError, match="Lignes illisibles : 52"):
        run([*bad, *LINES])
    said = run.err.getvalue().splitlines()
    assert said[0] == "Ligne 2 : Numéro « n0 » impossible."
    assert said[20:] == [
        "et 32 autres lignes illisibles ; en tout :",
        "  50 × Numéro impossible.",
        "  2 × Position absente ou illisible.",
    ]


def test_an_unknown_postal_code_stays_unknown(run):
    run([line(code_postal="")])
    assert addresses.locate("12 rue de lannoy").label == "12 Rue de Lannoy, Roubaix"


def test_the_number_of_an_arrondissement_is_no_door(run):
    paris = {"nom_commune": "Paris 6e Arrondissement", "code_insee": "75106"}
    run([line(numero=number, code_postal="75006", **paris) for number in ("6", "12")])
    for typed in ("rue de lannoy paris 6e", "Rue de Lannoy, 75006 Paris 6e Arrondissement"):
        assert addresses.locate(typed).is_exact is False
    found = addresses.locate("6 rue de lannoy paris 6e")
    assert found.label == "6 Rue de Lannoy, 75006 Paris 6e Arrondissement"


def test_a_commune_is_no_former_commune_of_itself(run):
    run([line(nom_ancienne_commune="Roubaix")])
    assert addresses.locate("12 rue de lannoy").label == "12 Rue de Lannoy, 59100 Roubaix"


GZIPPED = gzip.compress("\n".join([HEADER, *LINES * 20]).encode())
WHOLE = "\n".join([HEADER, *LINES])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "vide"),
        (b"\n\n", "vide"),
        (HEADER.encode(), "aucune adresse lisible"),
        (b"nom;adresse\nA;B\n", "Base Adresse Nationale : il n’a pas de colonne numero"),
        (f"{HEADER}\n{line(numero='x')}\n".encode(), "aucune adresse lisible"),
        (WHOLE[:-60].encode(), "coupé : sa dernière ligne"),
        (f"{WHOLE}\nx;y;z\n".encode(), "coupé : sa dernière ligne"),
        (GZIPPED[:-200], "coupé ou abîmé"),
        (GZIPPED[:40], "coupé ou abîmé"),
        (GZIPPED[:60] + b"\0\0\0\0" + GZIPPED[64:], "abîmé"),
        (b"\x1f\x8bpas du gzip", "abîmé"),
        (WHOLE.encode("latin-1"), "UTF-8"),
        (WHOLE.encode("utf-16"), "UTF-8"),
        (b"PK\x03\x04\xff\xfe", "UTF-8"),
    ],
    ids=range(14),
)
def test_a_bad_file_changes_nothing(run, content, why):
    run(LINES)
    before = table(), words()
    with pytest.raises(CommandError) as caught:
        run(content=content)
    assert why in str(caught.value)
    assert "Rien n’a été écrit." in str(caught.value)
    assert (table(), words()) == before


def test_a_file_cut_after_many_communes_changes_nothing(run, monkeypatch):
    run(LINES)
    before = table(), words()
    monkeypatch.setattr(writing, "MOST_HELD", 5)  # much is written before the cut is seen
    with pytest.raises(CommandError, match="coupé"):
        run(content="\n".join([HEADER, *reversed(LINES[1:]), LINES[0][:50]]).encode())
    assert (table(), words()) == before


@pytest.mark.parametrize("path", ["absent.csv", "."])
def test_a_file_that_cannot_be_opened_is_told(tmp_path, path):
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_addresses", tmp_path / path)


def test_dry_run_says_the_same_and_writes_nothing(run):
    said, _ = run(LINES, dry_run=True)
    assert said == "51 lignes lues : 49 adresses de 23 rues à écrire, dans 4 communes.\n"
    assert not Street.objects.exists()
    assert not AddressWord.objects.exists()
