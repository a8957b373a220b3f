"""Any act is undone by one act: alone, in bulk, imported, archived; nothing newer is lost."""

import pytest
from django.core.exceptions import ValidationError

from places.actions import batch
from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site, set_publication
from places.actions.recording import Author, act
from places.actions.thesaurus import save_needs
from places.actions.undo import UndoConflict, plan_undo, undo_act
from places.models import (
    Act,
    Actor,
    Closure,
    Contact,
    Equipment,
    Label,
    LabelAward,
    Need,
    PublishedList,
    PublishedSite,
    Service,
    Site,
)
from places.press.document import decode_site
from places.vocabulary import Origin, Publication

pytestmark = pytest.mark.django_db
SOMEBODY = Author("Nadia, mairie", Origin.ADMIN)
FILE = Author("Import", Origin.IMPORT)


def last() -> Act:
    return Act.objects.order_by("-pk").first()


def document(site):
    return decode_site(PublishedSite.objects.get(site_id=site.pk).payload)


@pytest.fixture
def site(make_site):
    return make_site(
        "Comité de l’Épeule",
        phone="+33320112233",
        hours="Mo 09:00-12:00",
        services=[{"category": "acces", "needs": ["imprimer"]}],
        equipment=[{"kind": "wifi"}],
    )


def test_a_changed_field_gets_its_former_value_back_and_the_public_sees_it(site, author):
    edit_site(author, site, phone="+33320445566")
    wrong = last()
    done = undo_act(SOMEBODY, wrong)
    site.refresh_from_db()
    assert site.phone == "+33320112233"
    assert document(site).phone == "+33320112233"
    assert (done.rows, done.conflicts) == (1, [])
    assert done.act == last()
    assert done.act.author == SOMEBODY.name
    assert done.act.reason.startswith(f"Annulation de l’acte n° {wrong.pk} du ")
    assert site.history.first().act == done.act


def test_a_correction_undone_no_longer_stops_a_file(site, author):
    edit_site(author, site, to_bring="Un justificatif")
    undo_act(author, last())
    site.refresh_from_db()
    assert "to_bring" not in site.local_edits


def test_an_undo_is_undone_in_its_turn(site, author):
    edit_site(author, site, phone="+33320445566", parts={"equipment": [{"kind": "scanner"}]})
    undo_act(author, last())
    assert list(site.equipment.values_list("kind", flat=True)) == ["wifi"]
    undo_act(author, last())
    site.refresh_from_db()
    assert site.phone == "+33320445566"
    assert list(site.equipment.values_list("kind", flat=True)) == ["scanner"]
    assert "phone" in site.local_edits


def test_only_what_the_act_changed_is_put_back(site, author):
    edit_site(author, site, phone="+33320445566")
    wrong = last()
    edit_site(author, site, hours="Tu 09:00-12:00")
    undo_act(author, wrong)
    site.refresh_from_db()
    assert (site.phone, site.hours) == ("+33320112233", "Tu 09:00-12:00")
    assert set(site.local_edits) >= {"hours"}


def test_rows_deleted_come_back_with_their_key_and_rows_added_go_away(site, author):
    service, wifi = site.services.get(), site.equipment.get()
    edit_site(author, site, parts={"services": [{"category": "emploi"}], "equipment": []})
    undo_act(author, last())
    assert site.services.get().pk == service.pk
    assert site.services.get().needs == ["imprimer"]
    assert site.equipment.get().pk == wifi.pk
    assert [row.category for row in document(site).services] == ["acces"]
    assert Service.history.filter(act=last()).count() == 2


def test_what_was_changed_again_since_is_told_and_nothing_is_overwritten(site, author):
    edit_site(author, site, phone="+33320445566", hours="Tu 09:00-12:00")
    wrong = last()
    edit_site(SOMEBODY, site, phone="+33320778899")
    with pytest.raises(UndoConflict) as refused:
        undo_act(author, wrong)
    (conflict,) = refused.value.conflicts
    assert "Comité de l’Épeule" in conflict.text
    assert "par Nadia, mairie (Back-office)" in conflict.text
    said = conflict.text.replace("\xa0", " ")
    assert said.endswith("Téléphone : 03 20 44 55 66 → 03 20 77 88 99")
    site.refresh_from_db()
    assert (site.phone, site.hours) == ("+33320778899", "Tu 09:00-12:00")
    assert last().author == SOMEBODY.name  # nothing was recorded


def test_what_can_be_undone_is_undone_when_asked(site, author):
    edit_site(author, site, phone="+33320445566", hours="Tu 09:00-12:00")
    wrong = last()
    edit_site(SOMEBODY, site, phone="+33320778899")
    done = undo_act(author, wrong, only_possible=True)
    site.refresh_from_db()
    assert (site.phone, site.hours) == ("+33320778899", "Mo 09:00-12:00")
    assert len(done.conflicts) == 1
    assert "phone" in site.local_edits


def test_an_act_already_undone_does_nothing_more(site, author):
    edit_site(author, site, phone="+33320445566")
    wrong = last()
    undo_act(author, wrong)
    before = Act.objects.count()
    done = undo_act(author, wrong)
    assert (done.act, done.rows) == (None, 0)
    assert Act.objects.count() == before
    assert plan_undo(wrong).count == 0


def test_a_row_deleted_since_is_a_conflict(site, author):
    edit_site(author, site, parts={"services": [{"category": "acces", "needs": ["caf"]}]})
    wrong = last()
    edit_site(SOMEBODY, site, parts={"services": []})
    with pytest.raises(UndoConflict, match="supprimé depuis par Nadia"):
        undo_act(author, wrong)


def test_a_new_listing_is_hidden_and_keeps_its_address(site, author):
    undo_act(author, Act.objects.get(pk=site.history.last().act_id))
    site.refresh_from_db()
    assert site.publication == Publication.ARCHIVED
    assert PublishedSite.objects.get(site=site).payload == ""
    assert site.services.count() == 1
    undo_act(author, last())
    assert document(site).name == "Comité de l’Épeule"


def test_archiving_many_listings_is_undone_at_once(make_site, author):
    sites = [make_site(f"Salle {rank}") for rank in range(3)]
    set_publication(author, sites, Publication.ARCHIVED)
    undo_act(author, last())
    assert Site.objects.published().count() == 3
    assert PublishedSite.objects.exclude(payload="").count() == 3


def test_many_confirmations_are_undone_in_few_queries(
    make_site, author, django_assert_max_num_queries
):
    for rank in range(60):
        make_site(f"Salle {rank}")
    confirm_sites(author, Site.objects.all())
    wrong = last()
    with django_assert_max_num_queries(40):
        done = undo_act(author, wrong)
    assert done.rows == 60
    assert not Site.objects.exclude(confirmed_at=None).exists()


def test_an_import_is_undone_and_the_file_does_not_come_back(site):
    with act(FILE, "Import de roubaix.csv") as writing:
        site.hours = "We 10:00-11:00"
        batch.update_sites(writing, [site], {"hours"})
        new = Site(name="Nouveau", commune="Lille", slug="nouveau", publication="publie")
        batch.create_places(writing, [batch.NewPlace(new, [Service(category="emploi")])])
        batch.set_categories(writing, [(site, ["emploi"])])
    undo_act(SOMEBODY, last())
    site.refresh_from_db()
    new.refresh_from_db()
    assert site.hours == "Mo 09:00-12:00"
    assert site.services.get().category == "acces"
    assert new.publication == Publication.ARCHIVED
    assert {"hours", "services"} <= set(site.local_edits)


def test_rows_come_back_before_those_that_name_them(author, make_site):
    with act(author):
        actor = Actor.objects.create(name="Association de l’Alma")
        contact = Contact.objects.create(actor=actor, name="Nadia")
    site = make_site(actor=actor)
    with act(author, "Retrait") as writing:
        site.actor = None
        site.save()
        contact_pk, actor_pk = contact.pk, actor.pk
        actor.delete()
        writing.touch(site)
    undo_act(author, last())
    site.refresh_from_db()
    assert site.actor_id == actor_pk
    assert Contact.objects.get(pk=contact_pk).actor_id == actor_pk
    assert document(site).actor == "Association de l’Alma"


def test_what_a_hidden_place_names_stays_with_all_that_it_names_in_turn(author):
    with act(author, "Import") as writing:
        network = Actor.objects.create(name="Réseau")
        middle = Actor.objects.create(name="Fédération", parent=network)
        actor = Actor.objects.create(name="Club", parent=middle)
        alone = Actor.objects.create(name="Sans lieu")
        place = Site(name="Le Club", slug="le-club", commune="Roubaix", actor=actor)
        batch.create_places(writing, [batch.NewPlace(place)])
    undo_act(SOMEBODY, last())
    place.refresh_from_db()
    assert place.publication == Publication.ARCHIVED
    assert {one.name for one in Actor.objects.all()} == {"Réseau", "Fédération", "Club"}
    assert not Actor.objects.filter(pk=alone.pk).exists()


def test_a_row_that_others_came_to_use_is_not_taken_away(author, make_site):
    with act(author):
        actor = Actor.objects.create(name="Association de l’Alma")
    creation = last()
    make_site("Alma", actor=actor)
    with pytest.raises(UndoConflict, match="utilisé par lieu « Alma »"):
        undo_act(author, creation)
    assert Actor.objects.filter(pk=actor.pk).exists()


def test_a_value_whose_row_is_gone_is_told(author, make_site):
    with act(author):
        actor = Actor.objects.create(name="Association de l’Alma")
    site = make_site("Alma", actor=actor)
    edit_site(author, site, actor=None)
    wrong = last()
    with act(author):
        actor.delete()
    with pytest.raises(UndoConflict, match="Acteur : l’ancienne valeur n’existe plus"):
        undo_act(author, wrong)


def test_a_place_taken_since_is_told_in_french(site, author):
    edit_site(author, site, parts={"equipment": []})
    wrong = last()
    edit_site(author, site, parts={"equipment": [{"kind": "wifi", "details": "neuf"}]})
    with pytest.raises(ValidationError, match="a pris la même valeur"):
        undo_act(author, wrong)
    assert Equipment.objects.get().details == "neuf"


def test_a_state_that_is_no_longer_allowed_is_told_in_french(site, author):
    edit_site(author, site, status="pause", paused_until="2026-12-01")
    wrong = last()
    site.refresh_from_db()
    edit_site(SOMEBODY, site, paused_until="2026-12-24")
    with pytest.raises(ValidationError, match="La date de retour ne vaut que"):
        undo_act(author, wrong, only_possible=True)
    site.refresh_from_db()
    assert site.status == "pause"


def test_needs_are_published_again(author):
    save_needs(author, [{"code": "imprimer", "rank": 3}])
    save_needs(author, [{"code": "imprimer", "name": "Photocopier"}])
    undo_act(author, last())
    assert Need.objects.get(code="imprimer").name != "Photocopier"
    assert "Photocopier" not in PublishedList.objects.get(key="needs").payload


def test_labels_of_a_place_follow(site, author):
    with act(author):
        label = Label.objects.create(code="essai", name="ECN")
    with act(author) as writing:
        LabelAward.objects.create(label=label, site=site, state="attribue")
        writing.touch(site)
    assert document(site).labels
    undo_act(author, last())
    assert not document(site).labels


def test_a_closure_added_then_lengthened_is_not_taken_away(site, author):
    edit_site(author, site, parts={"closures": [{"start": "2026-05-01", "end": "2026-05-05"}]})
    wrong = last()
    with act(SOMEBODY):
        closure = Closure.objects.get()
        closure.reason = "Travaux"
        closure.save()
    with pytest.raises(UndoConflict, match=r"Raison : rien → Travaux"):
        undo_act(author, wrong)
    assert undo_act(author, wrong, only_possible=True).rows == 0
    assert Closure.objects.exists()
