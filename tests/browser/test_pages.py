"""Every page: readable by all, at every width, on paper, and alone with its resident."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from places.actions.snapshots import take_snapshot
from places.models import ErrorReport, Orientation

from .conftest import DESK, PHONE, TILES_HOST

TODAY = timezone.localdate()
NEXT = (TODAY + timedelta(days=7)).isoformat()
PLACE = "/lieux/comite-de-quartier-de-l-hommelet-roubaix/"
EMPTY = "/lieux/?q=imprimer&heure=3&jour=dimanche"
PUBLIC = {
    "home": "/",
    "results": "/lieux/",
    "empty": EMPTY,
    "chips": "/lieux/?q=imprimer&gratuit=1&ou=centre&sans_rdv=1",
    "place": PLACE,
    "report": f"{PLACE}erreur/",
    "needs": "/besoins/",
    "about": "/a-propos/",
    "landscape": "/etat-des-lieux/",
    "landscape-kept": f"/etat-des-lieux/{TODAY:%Y-%m}/",
    "landscape-beside": f"/etat-des-lieux/?avec={TODAY:%Y-%m}",
    "workshops": f"/ateliers/?semaine={NEXT}",
    "no-workshop": f"/ateliers/?semaine={NEXT}&niveau=a-l-aise&gratuit=1&quartier=pile",
    "wishes": "/envies/",
    "wish-new": "/envies/nouvelle/",
    "place-workshops": "/lieux/comite-de-quartier-de-l-epeule-roubaix/",
    "place-stops": "/lieux/iciela-digibike-roubaix/",
    "no-travel": "/lieux/?q=à domicile&ou=Épeule",
}
ABSENT = {"404": "/nulle-part/", "gone": "/lieux/comite-de-quartier-du-cul-de-four-roubaix/"}
REPORT = 1_000_001  # far from the keys that other tests make
PRIVATE = {
    "coordination": "/coordination/",
    "sites": "/coordination/lieux/",
    "to-confirm": "/coordination/a-confirmer/",
    "call-sheet": "/coordination/a-confirmer/feuille/",
    "to-complete": "/coordination/a-completer/",
    "searches": "/coordination/recherches/",
    "counts": "/coordination/comptages/",
    "counts-of-site": "/coordination/comptages/1/",
    "count": "/coordination/comptages/1/2026-10/",
    "orientations": "/coordination/orientations/",
    "duplicates": "/coordination/doublons/",
    "duplicates-choose": "/coordination/doublons/chercher/?q=mairie",
    "labels": "/coordination/labels/",
    "label": "/coordination/labels/charte/ecn/",
    "award": "/coordination/labels/attributions/1/",
    "award-new": "/coordination/labels/demande/",
    "network": "/coordination/reseau/",
    "coordination-wishes": "/coordination/envies/",
    "plan": "/coordination/plan/",
    "plan-gaps": "/coordination/plan/manques/?quartier=epeule",
    "plan-new": "/coordination/plan/nouvelle/?need=imprimer&district=epeule",
    "loans": "/coordination/prets/",
    "loan": "/coordination/prets/1/",
    "loan-new": "/coordination/prets/nouveau/",
    "coordination-workshops": "/coordination/ateliers/",
    "workshop": "/coordination/ateliers/1/",
    "workshop-new": "/coordination/ateliers/nouveau/?cherche=mairie",
    "coordination-stops": "/coordination/arrets/",
    "stop": "/coordination/arrets/1/",
    "stop-new": "/coordination/arrets/nouveau/?cherche=digibike",
    "site-afar": "/coordination/lieux/1/sans-se-deplacer/",
    "acts": "/coordination/actes/",
    "act": "/coordination/actes/1/",
    "undo-act": "/coordination/actes/1/annuler/",
    "site-history": "/coordination/lieux/1/historique/",
    "propose": "/coordination/lieux/1/proposer/",
    "proposals": "/coordination/propositions/",
    "proposal": "/coordination/propositions/1/",
    "reports": "/coordination/signalements/",
    "error-report": f"/coordination/signalements/{REPORT}/",
    "desk": "/orienter/",
    "desk-answer": "/orienter/?q=imprimer+gratuit&ou=Épeule&langue=ar",
    "desk-places": "/orienter/?q=imprimer+et+CAF&ou=Épeule",
    "desk-otherwise": "/orienter/?q=imprimer&chezsoi=1&autrement=trop-loin",
    "desk-choose": "/orienter/guichet/",
    "desk-sheet": "/orienter/feuille/comite-de-quartier-de-l-hommelet-roubaix/?ou=Épeule",
    "desk-round": "/orienter/?ou=Pile&itinerant=1",
    "desk-sheet-round": "/orienter/feuille/iciela-digibike-roubaix/?ou=Pile",
    "desk-who": "/orienter/annuaire/",
    "login": "/coordination/connexion/",
    "account": "/coordination/mon-compte/",
    "password": "/coordination/mon-compte/mot-de-passe/",
    "add-device": "/coordination/mon-compte/appareil/ajouter/",
    "password-link-over": "/coordination/choisir-mot-de-passe/Mg/faux/",
}
EVERY = PUBLIC | ABSENT | PRIVATE
TOUCHED = (
    ".acts a, .acts button, .chips a, .needs a, .filters li label, .filters summary, "
    "form button, .tools a, .tools button, .pages a, select, input[type=search], input[type=text]"
)


def by_name(pages: dict[str, str]):
    return pytest.mark.parametrize("path", pages.values(), ids=pages.keys())


@pytest.fixture
def opened(visitor, coordinator_cookie):
    """A coordinator's browser, which sees the public pages as well."""
    said = {"site_id": 1, "topics": ["horaires", "services"], "email": "habitant@exemple.fr"}
    ErrorReport.objects.get_or_create(pk=REPORT, defaults={**said, "message": "Fermé le lundi"})
    answered = {"at": timezone.now() - timedelta(days=31), "outcome": "rien", "reason": "complet"}
    for key in range(REPORT, REPORT + 6):
        Orientation.objects.get_or_create(pk=key, defaults={**answered, "needs": ["imprimer"]})
    take_snapshot(timezone.now())
    visit = visitor()
    visit.context.add_cookies([coordinator_cookie])
    return visit


def goto(visit, path: str):
    """The page at rest: everything it loads has come, the map is drawn, groups are open."""
    page = visit.goto(path)
    if path in PUBLIC.values():  # the others ask for nothing once loaded
        page.wait_for_load_state("networkidle")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    return page


@by_name(EVERY)
def test_the_page_holds_on_a_phone_on_a_desk_and_twice_as_large(opened, path):
    """One load a page: accessibility rules, no sideways scroll, text of 200 % that stays usable; on
    public pages, targets of 44 px that fingers find."""
    opened.page.set_viewport_size(PHONE)
    page = goto(opened, path)
    if path in PUBLIC.values():
        assert too_small(page) == [], "for fingers"
    breaks_no_rule(page)
    assert overflowing(page) == [], "on a small phone"
    page.set_viewport_size(DESK)
    breaks_no_rule(page)
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflowing(page) == [], "twice as large"
    for button in page.locator("main button:visible, main .button:visible").all():
        button.click(trial=True)  # visible, stable, not covered


def breaks_no_rule(page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]})  # what it tells in full
    assert not found.violations_count, found.generate_report()


def test_expected_pages_are_the_ones_tested(opened):
    page = opened.goto(EMPTY)
    expect(page.get_by_role("heading", name="Aucun lieu ne répond à tout.")).to_be_visible()
    for path, status, said in (
        (ABSENT["404"], 404, "Cette page n’existe pas."),
        (ABSENT["gone"], 410, "Ce lieu n’est plus dans l’annuaire."),
        (PRIVATE["coordination"], 200, "Aujourd’hui"),
    ):
        assert opened.page.goto(f"{opened.base}{path}").status == status
        expect(opened.page.get_by_role("heading", level=1)).to_have_text(said)


def overflowing(page) -> list[str]:
    """Elements wider than the window, when the page scrolls sideways."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const wide = [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > width + 0.5);
          return wide.map((e) => e.outerHTML.slice(0, 120)).slice(0, 8).concat("sideways");
        }"""
    )


def too_small(page) -> list[str]:
    """What fingers touch, shown, less than 44 px high."""
    return page.evaluate(
        """(touched) => [...document.querySelectorAll(touched)]
          .map((e) => [e, e.getBoundingClientRect()])
          .filter(([e, box]) => box.width > 0 && box.height > 0 && box.height < 43.5
            && getComputedStyle(e).visibility === "visible" && !e.closest(".trap"))
          .map(([e, box]) => `${e.outerHTML.slice(0, 140)} : ${box.height.toFixed(1)}`)""",
        TOUCHED,
    )


@by_name(PUBLIC)
def test_nothing_is_blocked_nothing_fails_nobody_else_is_asked(opened, path):
    page = goto(opened, path)
    assert page.evaluate("refused") == []
    assert opened.seen.console_errors == []
    here = opened.base.removeprefix("http://")
    others = opened.seen.hosts - {here}
    assert others <= ({TILES_HOST} if path.startswith("/lieux/?") or path == "/lieux/" else set())


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_buttons_that_need_script_are_shown_with_script_only(visitor, script):
    page = visitor(java_script_enabled=script).goto(PLACE)
    expect(page.get_by_role("button", name="Imprimer")).to_have_count(int(script))
    page = visitor(java_script_enabled=script).goto("/")
    expect(page.get_by_role("button", name="Près de moi")).to_have_count(int(script))


def test_place_prints_with_its_qr_code_and_without_the_site_around(visitor):
    page = visitor().goto(PLACE)
    expect(page.locator(".print-only")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".print-only svg")).to_be_visible()
    expect(page.locator(".print-only p")).to_contain_text(PLACE)
    for hidden in (".top", ".bottom", ".back", ".report", "[data-print]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_text("64 boulevard de Strasbourg")).to_be_visible()
    expect(page.get_by_text("Appeler le 03")).to_be_visible()
    expect(page.locator(".week")).to_be_visible()


def test_results_print_as_a_list_without_search_nor_map(visitor):
    page = visitor().goto_results("?besoin=imprimer")
    page.emulate_media(media="print")
    for hidden in (".ask", ".filters", ".map-block", ".tools", ".top", ".bottom"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()
