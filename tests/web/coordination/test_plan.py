"""The action plan: gaps become actions, told when late, closing or filled since."""

from datetime import timedelta

import pytest

from places.actions.labels import paris_today
from places.actions.plan import ChangedSince, save_action
from places.actions.recording import act
from places.actions.undo import undo_act
from places.diagnosis.gaps import filled_by
from places.diagnosis.landscape.plan import plan
from places.directory import load
from places.models import District, Need, PlanAction
from places.vocabulary import PlanState

PLAN = "/coordination/plan/"
NEW = f"{PLAN}nouvelle/"
SENT = {"title": "Ouvrir un créneau", "state": "a-lancer", "priority": "2"}


@pytest.fixture
def gap(db, author):
    """A need that nobody meets in a quartier."""
    with act(author, "essai") as writing:
        need = Need.objects.get_or_create(code="imprimer", defaults={"name": "Imprimer"})[0]
        quartier = District.objects.create(slug="pile-essai", name="Le Pile")
        writing.touch_lists()
    return {"need": need, "district": quartier}


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_a_gap_becomes_an_action_and_tells_it(signed_in, gap):
    gaps = f"{PLAN}manques/?quartier=pile-essai"
    assert "Créer une action pour ce manque" in read(signed_in, gaps)
    form = read(signed_in, f"{NEW}?need=imprimer&district=pile-essai")
    assert '<option value="imprimer" selected>' in form
    assert '<option value="pile-essai" selected>' in form
    sent = SENT | {"need": "imprimer", "district": "pile-essai"}
    assert signed_in.post(NEW, sent)["Location"] == PLAN
    made = PlanAction.objects.get()
    assert (made.need, made.district, made.places_before) == (*gap.values(), 0)
    assert "Ouvrir un créneau" in read(signed_in, gaps)


def test_a_gap_filled_since_is_told_and_the_state_stays(author, gap, make_site):
    action = save_action(author, PlanAction(), title="Imprimer au Pile", **gap)
    evening = save_action(author, PlanAction(), title="Le soir", moment="soir", **gap)
    assert filled_by(load.current().directory, action) == 0
    service = {"category": "materiel", "needs": ["imprimer"]}
    make_site("Comité du Pile", district=gap["district"], services=[service])
    directory = load.current().directory
    assert (filled_by(directory, action), filled_by(directory, evening)) == (1, 0)
    action.refresh_from_db()
    assert action.state == PlanState.TO_START


def test_what_was_never_a_gap_is_not_said_to_be_filled(author, gap, make_site):
    service = {"category": "materiel", "needs": ["imprimer"]}
    make_site("Comité du Pile", district=gap["district"], services=[service])
    action = save_action(author, PlanAction(), title="Mieux imprimer", **gap)
    assert action.places_before == 1
    assert filled_by(load.current().directory, action) == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Écrivez ce que l’on va faire."),
        ({"state": "abandonnee"}, "Dites pourquoi l’action est abandonnée."),
        ({"due_on": "demain"}, "Écrivez une date"),
        ({"funding_url": "pas une page"}, "Écrivez une adresse"),
        ({"need": "inconnu"}, "Choisissez un besoin de la liste."),
        ({"figure": "inconnu"}, "Aucun tableau de l’état des lieux ne porte ce nom."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, changes, said):
    response = signed_in.post(NEW, SENT | {"partners": "La maison des aînés"} | changes)
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert "La maison des aînés" in page
    assert not PlanAction.objects.exists()


def test_two_people_editing_one_action_are_told(signed_in, author, db):
    action = save_action(author, PlanAction(), title="Ouvrir le soir")
    seen = action.updated_at.isoformat()
    url = f"{PLAN}{action.pk}/"
    assert signed_in.post(url, SENT | {"title": "Première", "seen": seen}).status_code == 302
    second = signed_in.post(url, SENT | {"title": "Deuxième", "seen": seen})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Une autre personne vient de changer cette action." in page
    assert "Deuxième" in page
    assert "Première" in page
    assert PlanAction.objects.get().title == "Première"
    with pytest.raises(ChangedSince):
        save_action(author, action, seen=None, title="Sans avoir lu")


def test_a_button_moves_an_action_and_the_move_is_undone(signed_in, author, db):
    action = save_action(author, PlanAction(), title="Ouvrir le soir")
    sent = {"state": "en-cours", "seen": action.updated_at.isoformat()}
    signed_in.post(f"{PLAN}{action.pk}/etat/", sent)
    action.refresh_from_db()
    assert action.state == PlanState.UNDER_WAY
    undo_act(author, PlanAction.history.first().act)
    action.refresh_from_db()
    assert action.state == PlanState.TO_START


def test_the_board_and_the_day_tell_what_presses(signed_in, author, db):
    today = paris_today()
    late = save_action(author, PlanAction(), title="Tardive", due_on=today - timedelta(days=1))
    closing = {"funding": "Appel", "funding_closes_on": today + timedelta(days=30)}
    save_action(author, PlanAction(), title="Bientôt fermée", **closing)
    far = {"funding": "Appel", "funding_closes_on": today + timedelta(days=31)}
    save_action(author, PlanAction(), title="Lointaine", **far)
    board = read(signed_in, PLAN)
    assert board.count("<b>En retard</b>") == 1
    assert board.count("demande à déposer bientôt") == 1
    day = read(signed_in, "/coordination/")
    assert f"{PLAN}{late.pk}/" in day
    assert "Bientôt fermée" in day
    assert "Lointaine" not in day


def test_the_board_is_filtered_and_leaves_as_a_table(signed_in, author, gap):
    save_action(author, PlanAction(), title="=1+1", lead="CCAS", **gap)
    save_action(author, PlanAction(), title="Ailleurs", lead="Mairie")
    assert "Ailleurs" not in read(signed_in, f"{PLAN}?qui=CCAS")
    assert "Ailleurs" not in read(signed_in, f"{PLAN}?quartier=pile-essai")
    table = read(signed_in, f"{PLAN}plan-d-action.csv?qui=CCAS")
    assert "'=1+1" in table
    assert "Ailleurs" not in table


def test_only_chosen_actions_are_in_the_public_table(author, gap):
    save_action(author, PlanAction(), title="Interne")
    save_action(author, PlanAction(), title="Montrée", is_public=True, **gap)
    (table,) = plan().tables
    assert [row.label for row in table.rows] == ["Montrée"]
