import json
import re

import pytest
from django.urls import reverse

from places.directory import load

CARD = re.compile(r'<li class="card" data-slug="([^"]+)"')


def slugs(page):
    return CARD.findall(page)


def test_results_show_what_a_resident_needs_first(town, html):
    page = html("/lieux/?q=imprimante&ou=epeule")
    assert slugs(page) == ["comite-de-l-epeule-roubaix"]
    for said in (
        "Comité de l’Épeule",
        "tel:+33320664500",
        "03\xa020\xa066\xa045\xa000",
        "Sans rendez-vous · Gratuit",
        "min à pied",
        "Imprimer, Wifi",
    ):
        assert said in page


def test_names_are_escaped(town, html):
    page = html("/lieux/?q=alma")
    assert "Centre social &lt;b&gt;Alma&lt;/b&gt;" in page
    assert "<b>Alma" not in page


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("?besoin=imprimer", 1),
        ("?besoin=caf", 1),
        ("?gratuit=1", 1),
        ("?sansrdv=1", 1),
        ("?fauteuil=1", 1),
        ("?langue=ar", 1),
        ("?quartier=epeule", 1),
        ("?quartier=ouest", 1),
        ("?commune=lille", 1),
        ("?type=association", 1),
        ("?service=demarches", 1),
        ("?distance=1", 0),
        ("?zone=50.6,3.0,50.65,3.1", 1),
        ("?lat=50.69&lon=3.165&rayon=1", 1),
        ("?ou=ouest", 1),
        ("", 3),
    ],
)
def test_every_state_lives_in_the_address(town, html, address, found):
    page = html("/lieux/" + address)
    assert len(slugs(page)) == found
    assert f"<b>{found}</b> lieu" in page


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("?lat=abc&lon=3", "Cette position n’est pas lisible"),
        ("?lat=95&lon=3", "Cette position n’est pas lisible"),
        ("?lat=nan&lon=3", "Cette position n’est pas lisible"),
        ("?rayon=7", "Choisissez une distance de la liste."),
        ("?heure=demain", "Écrivez une heure comme 14:30."),
        ("?heure=25:00", "Écrivez une heure comme 14:30."),
        ("?heure=14:30&jour=jamais", "Choisissez un jour de la semaine."),
        ("?besoin=inconnu", "Choix inconnu"),
        ("?type=%3Cscript%3E", "Choix inconnu : &lt;script&gt;"),
        ("?zone=1,2,3", "Cette zone de la carte n’est pas lisible."),
        ("?page=0", "Ce numéro de page n’existe pas."),
        ("?page=99", "Il n’y a que 1 page de résultats."),
        ("?q=" + "a" * 300, "Écrivez moins de 200 caractères."),
    ],
)
def test_what_cannot_be_read_is_said_with_a_400_and_nothing_is_lost(town, html, address, message):
    page = html("/lieux/" + address, 400)
    assert message in page
    assert "<form" in page


def test_a_place_not_found_is_said_beside_its_field(town, html):
    page = html("/lieux/?ou=nulle+part")
    assert "Nous ne trouvons pas « nulle part »" in page
    assert 'aria-describedby="e-ou"' in page
    assert len(slugs(page)) == 3


def test_what_was_understood_can_be_removed_part_by_part(town, html):
    page = html("/lieux/?q=imprimante&ou=epeule&gratuit=1")
    chips = dict(re.findall(r'<a class="chip" href="([^"]+)">([^<]+?) <span', page))
    assert chips == {
        "?ou=epeule&amp;gratuit=1": "Imprimer",
        "?q=imprimante&amp;gratuit=1": "près de Épeule",
        "?q=imprimante&amp;ou=epeule": "Gratuit",
    }


def test_each_choice_shows_its_count_and_an_empty_one_is_visible(town, html):
    page = html("/lieux/?q=imprimante")
    assert re.search(r'for="f-gratuit-1">Gratuit <small>1</small>', page)
    assert re.search(r'<li class="none"><input [^>]*id="f-distance-1"[^>]* disabled>', page)


def test_no_result_explains_and_offers_ways_out(town, html):
    page = html("/lieux/?besoin=imprimer&commune=lille")
    assert "Aucun lieu ne répond à tout." in page
    assert re.search(r'<a href="\?commune=lille">sans « Imprimer »</a> : 1 lieu', page)
    assert re.search(r'<a href="\?besoin=imprimer">dans toutes les communes</a> : 1 lieu', page)


def test_words_nobody_knows_offer_the_needs(town, html):
    page = html("/lieux/?q=xyzzy")
    assert "Nous ne connaissons pas : « xyzzy »" in page
    assert slugs(page) == []
    assert "?besoin=imprimer" in page or "Voir tous les lieux" in page


def test_hours_nobody_can_read_ask_to_call(town, html):
    assert "appelez" in html("/lieux/?q=alma")


def test_htmx_gets_only_the_part_it_renews(town, html):
    part = html("/lieux/?q=imprimante", **{"HX-Request": "true"})
    assert '<div id="resultats"' in part
    assert "<html" not in part
    assert "<header" not in part


def test_a_results_page_costs_one_query(town, client, django_assert_num_queries):
    client.get("/lieux/")
    for address in (
        "/lieux/",
        "/lieux/?q=imprimante&ou=epeule&gratuit=1",
        "/",
        "/besoins/",
        "/lieux/carte.json",
        "/lieux/mairie-lille/",
    ):
        with django_assert_num_queries(1):
            client.get(address)


def test_pages_follow(make_site, html):
    for number in range(23):
        make_site(f"Salle {number:02}")
    first, last = html("/lieux/?q=salle"), html("/lieux/?q=salle&page=3")
    assert len(slugs(first)) == 10
    assert 'href="?q=salle&amp;page=2" rel="next"' in first
    assert len(slugs(last)) == 3
    assert '<ol class="cards" start="21">' in last


def test_map_and_list_show_the_same_set(town, client):
    for query in ("", "?q=imprimante", "?gratuit=1", "?commune=lille"):
        data = client.get("/lieux/carte.json" + query).json()
        shown = sum(point.get("n", 1) for point in data["points"])
        page = client.get("/lieux/" + query).content.decode()
        assert data["total"] == len(slugs(page))
        assert shown + data["unlocated"] == data["total"]


def test_the_map_groups_points_by_zoom(make_site, client):
    for number in range(12):
        make_site(f"Lieu {number}", latitude=50.69 + number / 10_000, longitude=3.17)
    far = client.get("/lieux/carte.json?cadre=50,3,51,4&zoom=8").json()
    assert [point["n"] for point in far["points"]] == [12]
    near = client.get("/lieux/carte.json?cadre=50.689,3.169,50.692,3.171&zoom=19").json()
    assert len(near["points"]) == 12
    assert {"lat", "lon", "name", "slug"} <= set(near["points"][0])


def test_the_map_shows_approximate_positions_as_such(make_site, client):
    make_site("Flou", latitude=50.69, longitude=3.17, precision="quartier")
    assert client.get("/lieux/carte.json").json()["points"][0]["approx"] is True


def test_the_map_around_a_point_opens_on_the_nearest_places(make_site, client):
    """Even when others, far or nowhere, are open sooner."""
    for number in range(16):
        make_site(f"Près {number}", latitude=50.69, longitude=3.17)
    make_site("Nulle part", hours="24/7")
    make_site("Loin", latitude=50.73, longitude=3.25, hours="24/7")
    view = client.get("/lieux/carte.json?lat=50.691&lon=3.171").json()["view"]
    assert view == [50.69, 3.17, 50.691, 3.171]


def test_the_map_finds_one_place(town, client):
    found = client.get("/lieux/carte.json?lieu=mairie-lille").json()["points"]
    assert [point["slug"] for point in found] == ["mairie-lille"]
    assert client.get("/lieux/carte.json?lieu=rien").json() == {"points": []}


@pytest.mark.parametrize("bad", ["cadre=1,2", "cadre=a,b,c,d", "lat=x&lon=y", "besoin=xyz"])
def test_a_map_request_that_cannot_be_read_is_a_400(town, client, bad):
    response = client.get("/lieux/carte.json?" + bad)
    assert response.status_code == 400
    assert json.loads(response.content)["errors"]


def test_open_at_a_day_and_time(town, html):
    assert slugs(html("/lieux/?jour=mercredi&heure=10:00")) == ["comite-de-l-epeule-roubaix"]
    assert slugs(html("/lieux/?jour=dimanche&heure=10h")) == []


def test_the_last_copy_says_its_date(town, html, monkeypatch):
    from django.db import OperationalError

    from places.press import feed

    html("/lieux/")

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(feed, "version", away)
    page = html("/lieux/")
    assert "Les informations datent du" in page
    assert len(slugs(page)) == 3
    load.forget()
    assert "pas encore prêt" in html(reverse("results"), 503)


def test_a_place_in_the_text_is_removed_with_its_words(town, html):
    page = html("/lieux/?q=imprimer+epeule")
    assert 'name="ou" type="text" value=""' in page
    assert re.search(r'<a class="chip" href="\?q=imprimer">près de Épeule', page)


def test_a_place_typed_wins_over_a_position_sent_again(town, html):
    page = html("/lieux/?ou=Épeule&lat=45.19&lon=5.72")
    assert "dans ce quartier" in page or "100\xa0m" in page or "50\xa0m" in page


def test_what_has_no_control_is_kept_by_the_form(town, html):
    page = html("/lieux/?zone=50.6,3,50.7,3.2&langue=fr&commune=roubaix")
    for name, value in (("zone", "50.6,3,50.7,3.2"), ("langue", "fr"), ("commune", "roubaix")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_a_day_alone_asks_for_places_open_that_day(town, html):
    assert slugs(html("/lieux/?jour=mercredi")) == ["comite-de-l-epeule-roubaix"]
    assert slugs(html("/lieux/?jour=dimanche")) == []


def test_a_page_number_of_many_digits_is_refused(town, html):
    assert "Ce numéro de page" in html("/lieux/?page=" + "9" * 5000, 400)


def test_words_no_place_holds_with_the_rest_are_dropped_and_said(town, make_site, html):
    make_site("Zanzibar")
    page = html("/lieux/?q=imprimer+zanzibar")
    assert slugs(page) == ["comite-de-l-epeule-roubaix"]
    assert "Sans tenir compte de : « zanzibar »" in page


def test_a_correction_is_said_with_a_way_back(town, html):
    page = html("/lieux/?q=imprimmante")
    assert "Résultats pour « <b>imprimante</b> »" in page
    assert 'href="?q=imprimmante&amp;exact=1"' in page
    assert slugs(html("/lieux/?q=imprimmante&exact=1")) == []


def checked(page):
    return set(re.findall(r'id="f-([^"]+)"[^>]* checked>', page))


def test_each_card_tells_why_it_stands_there(town, html):
    page = html("/lieux/?q=imprimante&ou=epeule")
    (why,) = re.findall(r'<p class="why">(.+)</p>', page)
    assert why.startswith("Aide\xa0: Imprimer, ouv")  # ouvert maintenant, or ouvre lundi…
    assert re.search(r", à environ \d+\xa0min à pied$", why)
    assert 'class="why"' not in html("/lieux/"), "nothing was asked: nothing to explain"


def test_a_need_nobody_confirmed_is_said_to_be_asked(town, html):
    assert '<p class="why">Aide à demander\xa0: CAF' in html("/lieux/?besoin=caf")


def test_constraints_of_the_text_check_their_boxes(town, html):
    page = html("/lieux/?q=imprimer gratuit en arabe")
    assert checked(page) >= {"gratuit-1", "langue-ar"}
    assert slugs(page) == ["comite-de-l-epeule-roubaix"]
    assert 'name="lu" value="imprimer gratuit en arabe"' in page


def test_a_box_unchecked_wins_over_the_text_it_came_from(town, html):
    page = html("/lieux/?q=imprimer gratuit&lu=imprimer gratuit")
    assert "gratuit-1" not in checked(page)
    assert "gratuit-1" in checked(html("/lieux/?q=caf gratuit&lu=imprimer gratuit"))


def test_removing_words_keeps_the_choices_of_the_text_as_they_are(town, html):
    page = html("/lieux/?q=imprimer gratuit samedi&lu=imprimer gratuit samedi&ouvert=samedi")
    (url,) = re.findall(r'href="([^"]+)">Imprimer ', page)
    assert "gratuit=1" not in url
    assert "ouvert=samedi" in url


def test_a_constraint_beside_unknown_words_still_finds_places(town, html):
    page = html("/lieux/?q=gratuit xyzzyx")
    assert slugs(page) == ["comite-de-l-epeule-roubaix"]
    assert "xyzzyx" in page


def test_a_street_nobody_knows_hides_no_place(town, html):
    known, unknown = html("/lieux/?q=imprimer"), html("/lieux/?q=imprimer+rue+zorglub")
    assert slugs(unknown) == slugs(known) != []


def test_a_text_not_understood_offers_the_needs_alone(town, html):
    page = html("/lieux/?q=bonjour")
    assert "Nous n’avons pas compris « bonjour »" in page
    assert "?besoin=imprimer" in page
    assert 'id="filtres"' not in page


def test_other_needs_that_the_words_may_mean_are_one_click_away(town, html):
    page = html("/lieux/?q=imprimer+epeule&gratuit=1")
    offered = re.search(r"Ou cherchez-vous : (.*?)</p>", page).group(1)
    assert "q=epeule&amp;" in offered
    assert offered.count("besoin=") == offered.count("gratuit=1") == 2
    assert "besoin=imprimer" not in offered


def test_a_text_that_asks_for_two_needs_or_none_offers_no_other(town, html):
    for text in ("imprimer+attestation+caf", "epeule", ""):
        assert "Ou cherchez-vous" not in html(f"/lieux/?q={text}")


def test_words_written_as_one_are_no_mistake_to_tell(town, html):
    assert "sans corriger" not in html("/lieux/?q=jarrive+pas+a+imprimer")
