"""Two people edit one listing in the admin: the second is told, keeps what was typed, and saves
again knowingly; nothing is overwritten silently."""

import re

import pytest

from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site
from places.actions.recording import Author, act
from places.admin.concurrent import SAID
from places.models import Act, Actor, Contact, Site
from places.vocabulary import Origin

NADIA = Author("Nadia, mairie", Origin.ADMIN)


@pytest.fixture
def signed_in(client, django_user_model):
    user = django_user_model.objects.create_superuser("camille", password="x", first_name="Camille")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def site(make_site):
    return make_site(
        "Comité de l’Épeule",
        phone="+33320112233",
        closures=[{"start": "2026-05-01", "end": "2026-05-05"}],
        equipment=[{"kind": "wifi"}],
    )


def address(row) -> str:
    return f"/coordination/admin/places/{row._meta.model_name}/{row.pk}/change/"


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def sent(response) -> dict:
    """What a browser sends of an admin form left as it is, its version included."""
    page = response.context
    forms = [page["adminform"].form]
    for inline in page.get("inline_admin_formsets") or []:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            held = bound.value()
            if isinstance(held, list):
                data[bound.html_name] = held
            elif held is True:
                data[bound.html_name] = "on"
            elif held is not None and held is not False:
                data[bound.html_name] = bound.field.prepare_value(held)
    version = re.search(r'name="version_lue" value="([^"]+)"', response.content.decode())
    return data | {"version_lue": version[1]}


def test_the_second_to_save_is_told_and_keeps_what_was_typed(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"phone": "+33320445566", "to_bring": "Un crayon"}
    edit_site(NADIA, site, phone="+33320778899")
    acts = Act.objects.count()
    response = signed_in.post(address(site), data)
    assert response.status_code == 409
    page = text(response)
    assert SAID in page
    assert "Nadia, mairie (Back-office), le " in page
    assert "Téléphone : 03 20 11 22 33 → 03 20 77 88 99" in page
    assert 'value="+33320445566"' in page
    assert "Un crayon" in page
    site.refresh_from_db()
    assert (site.phone, site.to_bring) == ("+33320778899", "")
    assert Act.objects.count() == acts


def test_saved_again_it_is_in_full_knowledge(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"phone": "+33320445566"}
    edit_site(NADIA, site, phone="+33320778899")
    again = sent(signed_in.post(address(site), data))
    assert again["phone"] == "+33320445566"
    assert signed_in.post(address(site), again).status_code == 302
    site.refresh_from_db()
    assert site.phone == "+33320445566"


def test_a_third_change_meanwhile_is_told_as_well(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"phone": "+33320445566"}
    edit_site(NADIA, site, phone="+33320778899")
    again = sent(signed_in.post(address(site), data))
    edit_site(NADIA, site, phone="+33320000000")
    response = signed_in.post(address(site), again)
    assert response.status_code == 409
    assert "03 20 77 88 99 → 03 20 00 00 00" in text(response)
    assert "03 20 11 22 33 →" not in text(response)


def test_an_error_of_typing_does_not_hide_the_other_s_change(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"latitude": "95"}
    wrong = sent(signed_in.post(address(site), data)) | {"latitude": ""}
    edit_site(NADIA, site, phone="+33320778899")
    assert signed_in.post(address(site), wrong).status_code == 409


def test_parts_count_too(site, signed_in):
    data = sent(signed_in.get(address(site)))
    edit_site(NADIA, site, parts={"equipment": [{"kind": "wifi"}, {"kind": "scanner"}]})
    response = signed_in.post(address(site), data)
    assert response.status_code == 409
    assert "Matériel ajouté : Scanner" in text(response)
    assert signed_in.post(address(site), sent(response)).status_code == 302
    assert site.equipment.count() == 2  # the other's row stays


def test_a_part_removed_meanwhile_can_be_put_back_knowingly(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"closures-0-reason": "Travaux"}
    edit_site(NADIA, site, parts={"closures": []})
    response = signed_in.post(address(site), data)
    assert response.status_code == 409
    assert "Fermeture retirée : du 1er au 5 mai 2026" in text(response)
    assert 'value="Travaux"' in text(response)
    assert not site.closures.exists()
    assert signed_in.post(address(site), sent(response)).status_code == 302
    assert site.closures.get().reason == "Travaux"


def test_a_change_that_the_form_does_not_hold_stops_nobody(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"to_bring": "Un crayon"}
    confirm_sites(NADIA, Site.objects.all(), "appel")
    assert signed_in.post(address(site), data).status_code == 302
    site.refresh_from_db()
    assert site.to_bring == "Un crayon"
    assert site.confirmed_by == NADIA.name


def test_other_forms_are_guarded_as_well(db, signed_in):
    with act(NADIA):
        actor = Actor.objects.create(name="Association")
        contact = Contact.objects.create(actor=actor, name="Ali")
    data = sent(signed_in.get(address(actor))) | {"name": "Association de l’Alma"}
    with act(NADIA):
        contact.phone = "06 01 02 03 04"
        contact.save()
    response = signed_in.post(address(actor), data)
    assert response.status_code == 409
    assert "06 01 02 03 04" in text(response)
    actor.refresh_from_db()
    assert actor.name == "Association"


def test_alone_nobody_is_bothered(site, signed_in):
    data = sent(signed_in.get(address(site))) | {"phone": "+33320445566"}
    assert signed_in.post(address(site), data).status_code == 302
    site.refresh_from_db()
    assert site.phone == "+33320445566"
