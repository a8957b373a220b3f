"""Home, place page, error pages, what engines read."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site, set_publication
from places.models import Site
from places.vocabulary import Publication

JSON_LD = re.compile(r'<script type="application/ld\+json">(.+?)</script>', re.DOTALL)
EPEULE = "/lieux/comite-de-l-epeule-roubaix/"


def test_home_asks_for_the_need_and_the_place(town, html):
    page = html("/")
    assert "De quoi avez-vous besoin ?" in page
    assert page.count("?besoin=") == 12
    assert 'name="q"' in page
    assert 'name="ou"' in page
    assert re.search(r"Ouverts maintenant : <b>\d</b>", page)
    assert json.loads(JSON_LD.search(page)[1])["@type"] == "WebSite"


def test_every_need_has_a_pictogram_that_exists(town, html, settings):
    sprite = (settings.BASE_DIR / "static/places/pictograms.svg").read_text(encoding="utf-8")
    symbols = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    pages = html("/besoins/") + html("/") + html(EPEULE) + html("/lieux/")
    used = set(re.findall(r'pictograms\.svg#([^"]+)"', pages))
    assert len(used) > 40
    assert used <= symbols


def test_place_page_says_everything_a_resident_needs(town, html):
    page = html(EPEULE)
    for said in (
        "Comité de l’Épeule",
        "03\xa020\xa066\xa045\xa000",
        "quartier Épeule",
        "Imprimer",
        "Sans rendez-vous",
        "Gratuit",
        "Vos papiers",
        "Arabe",
        "Accessible en fauteuil",
        "6\xa0ordinateurs",
        "10\xa0c la page",
        "Essai, Licence Ouverte 2.0",
        "Y aller",
        "Une erreur ? Dites-le",
        "Ouvert du lundi au vendredi de 9\xa0h à 12\xa0h et de 14\xa0h à 17\xa0h",
    ):
        assert said in page, said
    assert page.count("<tr") == 7
    assert 'aria-current="date"' in page


def test_place_page_says_what_is_not_known(make_site, html):
    make_site("Lieu nu")
    page = html("/lieux/lieu-nu-roubaix/")
    for said in (
        "Téléphone non connu",
        "Horaires non connus",
        "Ce lieu n’est pas placé",
        "Fauteuil roulant : nous ne savons pas",
    ):
        assert said in page


def test_place_page_keeps_hours_it_cannot_read(town, html):
    page = html("/lieux/centre-social-b-alma-b-roubaix/")
    assert "un jour sur deux" in page
    assert "<table" not in page


def test_closures_and_relocation_are_announced(make_site, html):
    other = make_site("Assia Djebar")
    today = timezone.localdate()
    make_site("Pile", status="pause", status_reason="incendie", relocated_to=other)
    make_site(
        "Alma",
        closures=[{"start": today, "end": today + timedelta(days=3), "reason": "travaux"}],
    )
    page = html("/lieux/pile-roubaix/")
    assert "incendie" in page
    assert '<a href="/lieux/assia-djebar-roubaix/">Assia Djebar</a>' in page
    assert "travaux" in html("/lieux/alma-roubaix/")


def test_a_past_closure_is_not_announced(make_site, html):
    day = timezone.localdate() - timedelta(days=9)
    make_site("Lieu", closures=[{"start": day, "end": day, "reason": "travaux"}])
    assert "travaux" not in html("/lieux/lieu-roubaix/")


def test_confirmation_has_a_date_and_a_quality(town, html, author):
    confirm_sites(author, [Site.objects.get(slug="comite-de-l-epeule-roubaix")])
    page = html(EPEULE)
    assert "Confirmé par la coordination le" in page
    assert "appelez avant" not in page


def test_an_old_confirmation_is_a_warning(town, html, author):
    site = Site.objects.get(slug="comite-de-l-epeule-roubaix")
    edit_site(author, site, confirmed_at=timezone.now() - timedelta(days=430), confirmed_by="X")
    assert "Horaires non confirmés depuis 14 mois, appelez avant" in html(EPEULE)


def test_examples_are_marked_on_every_page(make_site, html):
    make_site("Vrai")
    assert "Démonstration" not in html("/")
    make_site("Exemple", example_fields=["hours"])
    for path in ("/", "/lieux/", "/lieux/exemple-roubaix/", "/a-propos/", "/besoins/"):
        assert "Démonstration" in html(path)
    assert "est un exemple" in html("/lieux/exemple-roubaix/")
    assert "est un exemple" not in html("/lieux/vrai-roubaix/")


def test_machines_read_the_place(town, html):
    data = json.loads(JSON_LD.search(html(EPEULE))[1])
    assert data["name"] == "Comité de l’Épeule"
    assert data["geo"]["latitude"] == 50.6890
    assert data["openingHoursSpecification"]
    alma = json.loads(JSON_LD.search(html("/lieux/centre-social-b-alma-b-roubaix/"))[1])
    assert alma["name"] == "Centre social <b>Alma</b>"
    assert "geo" not in alma


def test_canonical_and_open_graph(town, html):
    page = html(EPEULE + "?merci=1")
    assert f'<link rel="canonical" href="http://testserver{EPEULE}">' in page
    assert '<meta property="og:title" content="Comité de l’Épeule">' in page


def test_sitemap_and_robots(town, html, author):
    assert "Sitemap: http://testserver/sitemap.xml" in html("/robots.txt")
    assert "sitemap-lieux.xml" in html("/sitemap.xml")
    assert html("/sitemap-lieux.xml").count("<loc>") == 3
    set_publication(author, [Site.objects.get(slug="mairie-lille")], Publication.ARCHIVED)
    assert html("/sitemap-lieux.xml").count("<loc>") == 2
    assert "/besoins/" in html("/sitemap-pages.xml")


def test_a_withdrawn_place_says_so(town, html, author):
    set_publication(author, [Site.objects.get(slug="mairie-lille")], Publication.ARCHIVED)
    assert "n’est plus dans l’annuaire" in html("/lieux/mairie-lille/", 410)


@pytest.mark.parametrize("path", ["/nulle-part/", "/lieux/inconnu/", "/lieux/inconnu/erreur/"])
def test_an_unknown_page_says_so_in_plain_french(town, html, path):
    assert "Cette page n’existe pas." in html(path, 404)


def test_a_crash_says_so_in_plain_french(db, client, monkeypatch):
    from places.web import public

    client.raise_request_exception = False
    monkeypatch.setattr(public.load, "current", lambda: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "Ce n’est pas votre faute." in response.content.decode()


def test_public_pages_send_a_strict_content_policy(town, client):
    header = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in header
    assert "unsafe" not in header


def test_public_pages_set_no_cookie(town, client):
    for path in ("/", "/lieux/", EPEULE, "/besoins/", "/a-propos/"):
        assert not client.get(path).cookies


@pytest.mark.parametrize("path", ["/", "/lieux/", EPEULE])
def test_reading_pages_refuse_other_methods(town, client, path):
    assert client.post(path).status_code == 405


def test_files_of_the_page_are_light(town, html, settings):
    import gzip

    css = (settings.BASE_DIR / "static/places/site.css").read_bytes()
    assert len(gzip.compress(css)) <= 10_000
    assert len(gzip.compress(html("/lieux/").encode())) <= 15_000


def test_an_old_label_is_no_longer_shown(make_site, html, author):
    from datetime import date

    from places.actions.recording import act
    from places.models import Label, LabelAward

    site = make_site("Lieu")
    with act(author, "label") as writing:
        for code, last in (("ecn", date(2015, 1, 1)), ("papi", None)):
            label, _ = Label.objects.update_or_create(code=code, defaults={"name": f"Label {code}"})
            LabelAward.objects.create(
                label=label, site=site, state="attribue", starts_on=date(2012, 1, 1), ends_on=last
            )
        writing.touch(site)
    page = html("/lieux/lieu-roubaix/")
    assert "Label papi" in page
    assert "Label ecn" not in page
    assert "lieu-roubaix" in html("/lieux/?label=papi")
    assert "Choix inconnu" in html("/lieux/?label=ecn", 400)


def test_a_pause_says_when_it_ends_and_outranks_other_closures(make_site, html):
    today = timezone.localdate()
    make_site(
        "Pause",
        hours="24/7",
        status="pause",
        paused_until=today + timedelta(days=30),
        status_reason="travaux",
        closures=[{"start": today, "end": today, "replacement": "00:00-24:00"}],
    )
    page = html("/lieux/pause-roubaix/")
    assert "Ouvert" not in page.split("<h2")[0]
    assert "Fermé jusqu’au" in page
    assert "2000" not in page


def test_machines_read_facts_only(make_site, html):
    make_site("Exemple", hours="Mo-Fr 09:00-12:00", example_fields=["hours"])
    data = json.loads(JSON_LD.search(html("/lieux/exemple-roubaix/"))[1])
    assert "openingHoursSpecification" not in data


def test_without_a_phone_nobody_is_told_to_call(make_site, html):
    make_site(
        "Muet", access_modes=["telephoner"], latitude=50.69, longitude=3.17, precision="quartier"
    )
    for path in ("/lieux/muet-roubaix/", "/lieux/?q=muet"):
        assert "appele" not in html(path).lower()


def test_walk_in_and_appointment_do_not_contradict(make_site, html):
    make_site(
        "Mixte",
        access_modes=["se-presenter", "telephoner"],
        phone="+33320664500",
        services=[{"category": "demarches", "appointment": "avec"}],
    )
    page = html("/lieux/mixte-roubaix/")
    assert "Il faut appeler avant." in page
    assert "sans prévenir" not in page


def test_overseas_nobody_says_what_is_open_from_paris(make_site, html):
    make_site("Case numérique", commune="Saint-Denis", postal_code="97400", hours="24/7")
    page = html("/lieux/?q=case")
    assert "Horaires à l’heure locale, à vérifier" in page
    assert "case-numerique" not in html("/lieux/?ouvert=maintenant")
    assert "jour et nuit" in html("/lieux/case-numerique-saint-denis/")
