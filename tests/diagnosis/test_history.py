"""Every change of a listing in readable French, in as many queries for one act as for many."""

import pytest
from django.apps import apps

from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site
from places.actions.recording import Author, act
from places.diagnosis.history import act_told, places_named, site_history
from places.diagnosis.trail import site_models
from places.models import Act, Actor, Label, LabelAward, Site
from places.models.history import recorded_models
from places.vocabulary import Origin

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(make_site):
    return make_site(
        "Comité de l’Épeule",
        phone="+33320112233",
        hours="Mo-Fr 09:00-12:00",
        audiences=["seniors"],
        services=[{"category": "acces", "needs": ["imprimer"]}],
        equipment=[{"kind": "wifi"}],
    )


def said(site, **changes) -> list[str]:
    """The lines of the last act on a site, no-break spaces made plain."""
    entry = site_history(site).object_list[0]
    return [line.replace("\xa0", " ") for line in entry.lines]


def test_an_entry_says_who_when_from_where_and_why(site):
    edit_site(Author("Nadia", Origin.LINK), site, reason="Réponse au courriel", phone="")
    entry = site_history(site).object_list[0]
    assert (entry.act.author, entry.act.get_origin_display()) == (
        "Nadia",
        "Lien reçu par courriel",
    )
    assert entry.act.reason == "Réponse au courriel"
    assert entry.act.at is not None


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"phone": "+33320445566"}, "Téléphone : 03 20 11 22 33 → 03 20 44 55 66"),
        ({"phone": ""}, "Téléphone : 03 20 11 22 33 → rien"),
        (
            {"hours": "Tu 09:00-12:00"},
            "Horaires : « Ouvert du lundi au vendredi de 9 h à 12 h. » → "
            "« Ouvert le mardi de 9 h à 12 h. »",
        ),
        ({"hours": "n’importe quoi"}, "n’importe quoi"),
        ({"status": "ferme"}, "État : Ouvert → Fermé définitivement"),
        ({"audiences": ["jeunes"]}, "Publics : ajouté Jeunes ; retiré Seniors"),
        ({"emails": ["a@exemple.fr"]}, "Courriels publics : ajouté a@exemple.fr"),
        ({"home_visits": True}, "Se déplace à domicile : inconnu → oui"),
        ({"wheelchair": "oui"}, "Fauteuil roulant : rien → Accessible en fauteuil"),
        ({"extra": {"colonne": "x"}}, "Colonnes inconnues du standard : colonne"),
    ],
)
def test_changes_are_told_in_words_not_in_codes(site, author, changes, line):
    edit_site(author, site, **changes)
    (told,) = said(site)
    assert line in told


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (
            {"services": [{"category": "acces"}, {"category": "demarches"}]},
            ["Aide ajoutée : Faire une démarche en ligne"],
        ),
        ({"services": []}, ["Aide retirée : Utiliser internet et du matériel sur place"]),
        (
            {"services": [{"category": "acces", "needs": ["wifi"]}]},
            [
                "Aide « Utiliser internet et du matériel sur place », besoins : "
                "ajouté Se connecter (wifi) ; retiré Imprimer"
            ],
        ),
        (
            {"equipment": [{"kind": "wifi", "details": "code à l’accueil"}]},
            ["Matériel « Wifi », précisions : rien → code à l’accueil"],
        ),
        (
            {"closures": [{"start": "2026-05-01", "end": "2026-05-05"}]},
            ["Fermeture ajoutée : du 1er au 5 mai 2026"],
        ),
        (
            {"closures": [{"start": "2026-05-01", "end": None, "reason": "Travaux"}]},
            ["Fermeture ajoutée : depuis le 1er mai 2026 (Travaux)"],
        ),
    ],
)
def test_parts_are_told_by_their_own_names(site, author, parts, lines):
    edit_site(author, site, parts=parts)
    told = said(site)
    if parts.get("services") and parts["services"][0].get("needs"):
        assert told[0].startswith(lines[0].split("ajouté")[0])
        assert "retiré Imprimer" in told[0]
    else:
        assert told == lines


def test_a_row_deleted_since_keeps_its_name(site, author):
    with act(author):
        actor = Actor.objects.create(name="Association de l’Alma")
    edit_site(author, site, actor=actor)
    edit_site(author, site, actor=None)
    with act(author):
        actor.delete()
    assert said(site) == ["Acteur : Association de l’Alma → rien"]


def test_labels_are_named(site, author):
    with act(author):
        label = Label.objects.create(code="essai", name="ECN")
    with act(author):
        award = LabelAward.objects.create(label=label, site=site)
    with act(author):
        award.state = "attribue"
        award.save()
    assert said(site) == ["Label « ECN », état : Demandé → Attribué"]


def test_a_confirmation_says_how_and_in_paris_time(site, author):
    confirm_sites(author, [site], "appel")
    told = said(site)
    assert "Confirmé comment : rien → Au téléphone" in told
    assert any(line.startswith("Confirmé le : rien → ") for line in told)


def test_every_recorded_model_with_a_site_is_in_the_history():
    with_site = {
        model
        for model in apps.get_app_config("places").get_models()
        if model in set(recorded_models())
        and any(field.name == "site" for field in model._meta.concrete_fields)
    }
    assert set(site_models()) == with_site | {Site}
    assert len(with_site) >= 4


def test_another_listing_is_not_mixed_in(site, make_site, author):
    other = make_site("Alma")
    edit_site(author, other, phone="+33320445566", parts={"equipment": [{"kind": "scanner"}]})
    assert len(site_history(site).object_list) == 1


def test_pages_and_queries_do_not_grow_with_the_acts(site, author, django_assert_max_num_queries):
    edit_site(author, site, phone="+33320000001", parts={"equipment": []})
    with django_assert_max_num_queries(9) as few:
        site_history(site)
    for rank in range(40):
        parts = {"equipment": [{"kind": "wifi", "count": rank}]}
        edit_site(author, site, phone=f"+3332044{rank:04}", parts=parts)
    with django_assert_max_num_queries(9) as many:
        page = site_history(site)
    assert len(many) <= len(few)
    assert page.paginator.num_pages == 2
    assert said(site)[0].endswith("03 20 44 00 39")


def test_an_act_tells_each_place_it_changed(make_site, author, django_assert_max_num_queries):
    sites = [make_site(f"Salle {rank:02}") for rank in range(60)]
    confirm_sites(author, sites)
    latest = Act.objects.first()
    with django_assert_max_num_queries(6):
        page = act_told(latest)
    assert page.paginator.count == 60
    assert page.object_list[0].title == "Salle 00"
    assert page.object_list[0].site_id == sites[0].pk
    assert places_named([latest]) == {latest.pk: "plusieurs lieux"}


def test_an_act_on_another_row_names_its_kind(author):
    with act(author):
        actor = Actor.objects.create(name="Association")
    with act(author):
        actor.website = "https://exemple.fr"
        actor.save()
    (told,) = act_told(Act.objects.first()).object_list
    assert told.title == "Acteur : Association"
    assert told.lines == ("Site web : rien → https://exemple.fr",)
    assert told.site_id is None
    assert places_named([Act.objects.first()]) == {}
