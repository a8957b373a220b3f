"""Equipment loans: noted, corrected, late, returned."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User

from places.actions.labels import paris_today
from places.actions.loans import save_loan
from places.actions.recording import act
from places.models import Actor, Document, EquipmentLoan

from .files import upload

LOANS = "/coordination/prets/"
NEW = f"{LOANS}nouveau/"
DAY = paris_today()
BEFORE = DAY - timedelta(days=30)


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def lend(author, make_site):
    """A loan to a place: lend("Imprimante", due_in=-3) → EquipmentLoan."""

    def make(what="Ordinateur portable", *, due_in=None, to="Comité du Pile"):
        site = make_site(to)
        due = DAY + timedelta(days=due_in) if due_in is not None else None
        return save_loan(
            author,
            EquipmentLoan(),
            to_site=site,
            what=what,
            lender="Ville de Roubaix",
            starts_on=BEFORE,
            due_on=due,
        )

    return make


@pytest.fixture
def sent(make_site) -> dict:
    site = make_site("Médiathèque")
    return {
        "what": "Tablette",
        "count": "3",
        "lender": "Ville de Roubaix",
        "lieu": str(site.pk),
        "to_name": "",
        "starts_on": BEFORE.isoformat(),
        "due_on": (DAY + timedelta(days=90)).isoformat(),
        "signed_on": BEFORE.isoformat(),
        "condition": "Neuves",
        "comment": "Avec leurs étuis",
    }


@pytest.mark.parametrize("path", [LOANS, NEW])
def test_loans_ask_who_you_are(client, db, path):
    assert client.get(path).status_code == 302


def test_who_reads_loans_does_not_write_them(client, lend):
    loan = lend()
    reader = User.objects.create_user("agent", password="x", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_equipmentloan"))
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert "Noter le retour" not in read(client, f"{LOANS}{loan.pk}/")
    read(client, NEW, 403)
    for path in (NEW, f"{LOANS}{loan.pk}/", f"{LOANS}{loan.pk}/retour/"):
        assert client.post(path, {"returned_on": DAY.isoformat()}).status_code == 403


def test_a_staff_account_without_the_right_sees_no_loan(client, lend):
    loan = lend()
    other = User.objects.create_user("autre", password="x", is_staff=True)
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    for path in (LOANS, NEW, f"{LOANS}{loan.pk}/"):
        read(client, path, 403)


def test_late_loans_come_first_then_those_out_then_those_back(signed_in, lend, author):
    lend("Imprimante", due_in=20, to="Mairie")
    lend("Scanner", to="Foyer")
    lend("Portable", due_in=-3)
    back = lend("Tablette", due_in=-9, to="Médiathèque")
    signed_in.post(f"{LOANS}{back.pk}/retour/", {"returned_on": DAY.isoformat()})
    page = read(signed_in, LOANS).split("<tbody>")[1]
    order = [page.index(what) for what in ("Portable", "Imprimante", "Scanner", "Tablette")]
    assert order == sorted(order)
    assert "<b>En retard</b>" in page
    assert page.count("En retard") == 1


def test_the_day_tells_what_is_late(signed_in, lend):
    loan = lend("Portable", due_in=-3)
    lend("Imprimante", due_in=3, to="Mairie")
    page = read(signed_in, "/coordination/")
    assert "Prêts en retard" in page
    assert f"{LOANS}{loan.pk}/" in page
    assert "Imprimante" not in page


def test_a_loan_is_noted_with_its_signed_agreement(signed_in, sent):
    response = signed_in.post(NEW, sent | {"file": upload("Convention.pdf")})
    loan = EquipmentLoan.objects.get()
    assert response["Location"] == f"{LOANS}{loan.pk}/"
    assert (str(loan), loan.borrower.name, loan.signed_on) == (
        "3 × Tablette",
        "Médiathèque",
        BEFORE,
    )
    assert loan.documents.get().name == "Convention.pdf"
    assert EquipmentLoan.history.get().act.reason == "Prêt : 3 × Tablette"


def test_a_lender_known_as_an_actor_is_tied_to_it(signed_in, sent, author):
    with act(author, "essai"):
        city = Actor.objects.create(name="Ville de Roubaix")
    signed_in.post(NEW, sent)
    assert EquipmentLoan.objects.get().lender_actor == city


def test_a_loan_may_go_to_an_actor(signed_in, sent, author):
    with act(author, "essai"):
        actor = Actor.objects.create(name="Association Servir")
    signed_in.post(NEW, sent | {"lieu": "0", "to_name": "association servir"})
    loan = EquipmentLoan.objects.get()
    assert (loan.to_actor, loan.to_site) == (actor, None)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"what": ""}, "Écrivez ce qui est prêté."),
        ({"count": "0"}, "Prêtez au moins un objet."),
        ({"count": "trois"}, "Écrivez un nombre."),
        ({"lender": ""}, "Écrivez qui prête."),
        ({"lieu": ""}, "Choisissez un lieu, ou écrivez le nom d’un acteur."),
        ({"lieu": "", "to_name": "Personne"}, "Aucun acteur ne porte ce nom."),
        ({"to_name": "Servir"}, "Choisissez un lieu ou un acteur, pas les deux."),
        ({"starts_on": "2999-01-01"}, "Cette date n’est pas encore passée."),
        ({"starts_on": "hier"}, "Écrivez une date"),
        ({"due_on": "2001-01-01"}, "Le retour prévu ne peut pas être avant le prêt."),
        ({"signed_on": "2999-01-01"}, "Cette date n’est pas encore passée."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, sent, changes, said):
    response = signed_in.post(NEW, sent | changes)
    assert response.status_code == 400
    page = response.content.decode()
    assert said in page
    assert "Avec leurs étuis" in page
    assert not EquipmentLoan.objects.exists()


def test_a_document_refused_keeps_the_other_fields(signed_in, sent):
    response = signed_in.post(NEW, sent | {"file": upload("Convention.pdf", b"<html>")})
    assert response.status_code == 400
    page = response.content.decode()
    assert "pas d’un type accepté" in page
    for kept in ("Tablette", "Ville de Roubaix", "Neuves", "Avec leurs étuis", "Médiathèque"):
        assert kept in page
    assert not EquipmentLoan.objects.exists()
    assert not Document.objects.exists()


def test_searching_the_place_keeps_what_is_typed(signed_in, sent):
    page = signed_in.post(NEW, sent | {"chercher": "1", "cherche": "mediatheque", "lieu": ""})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Avec leurs étuis" in text
    assert f'value="{sent["lieu"]}"' in text
    assert not EquipmentLoan.objects.exists()


def test_a_correction_is_recorded(signed_in, lend):
    loan = lend(due_in=3)
    url = f"{LOANS}{loan.pk}/"
    data = {"what": "Portable 12", "count": "1", "lender": "Ville", "lieu": loan.to_site_id}
    assert signed_in.post(url, data | {"starts_on": BEFORE.isoformat()})["Location"] == url
    loan.refresh_from_db()
    assert (loan.what, loan.due_on) == ("Portable 12", None)
    assert loan.history.count() == 2


def test_a_return_is_noted_once_with_the_condition(signed_in, lend):
    loan = lend("Portable", due_in=-3)
    url = f"{LOANS}{loan.pk}/retour/"
    data = {"returned_on": DAY.isoformat(), "condition": "Écran rayé"}
    assert signed_in.post(url, data)["Location"] == LOANS
    loan.refresh_from_db()
    assert (loan.returned_on, loan.return_condition) == (DAY, "Écran rayé")
    again = signed_in.post(url, data)
    assert again.status_code == 400
    assert "Rendu le" in read(signed_in, f"{LOANS}{loan.pk}/")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2999-01-01", "Cette date n’est pas encore passée."),
        ("2001-01-01", "Le retour ne peut pas être avant le prêt."),
        ("", "Écrivez la date."),
    ],
)
def test_a_wrong_return_says_why(signed_in, lend, day, said):
    loan = lend()
    response = signed_in.post(
        f"{LOANS}{loan.pk}/retour/", {"returned_on": day, "condition": "Écran rayé"}
    )
    assert response.status_code == 400
    assert said in response.content.decode()
    assert "Écran rayé" in response.content.decode()
    assert EquipmentLoan.objects.out().count() == 1


def test_loans_cost_the_same_for_one_and_for_many(signed_in, lend, django_assert_max_num_queries):
    loan = lend(due_in=-3)
    for path in (LOANS, f"{LOANS}{loan.pk}/"):
        read(signed_in, path)
        with django_assert_max_num_queries(12):
            read(signed_in, path)
    read(signed_in, LOANS)
    with django_assert_max_num_queries(12) as few:
        read(signed_in, LOANS)
    for number in range(30):
        lend(f"Tablette {number}", due_in=-number, to=f"Foyer {number}")
    read(signed_in, LOANS)
    with django_assert_max_num_queries(12) as many:
        read(signed_in, LOANS)
    assert len(many) == len(few)
