"""What residents do: find a place, narrow the search, say where they are, report an error."""

import re

import pytest
from playwright.sync_api import expect

from places.models import ErrorReport

from .conftest import DESK, PHONE

pytestmark = pytest.mark.usefixtures("no_report")

PLACE = "Comité de quartier de l’Hommelet"
PLACE_PATH = "/lieux/comite-de-quartier-de-l-hommelet-roubaix/"
ALMA = {"latitude": 50.6975, "longitude": 3.1690}


@pytest.fixture
def no_report(town):
    ErrorReport.objects.all().delete()


def total(page) -> int:
    return int(page.locator(".total b").text_content())


def count_beside(page, box_id: str) -> int:
    return int(page.locator(f"label[for={box_id}] small").text_content())


def tab_to(page, selector: str, most: int = 150) -> None:
    """Press Tab until the focus is on an element of `selector`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} n’est pas atteint avec la touche Tab")


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_resident_finds_a_place_from_the_home_page(visitor, script, viewport):
    page = visitor(java_script_enabled=script, viewport=viewport).goto("/")
    page.get_by_label("Votre besoin, avec vos mots").fill("boite mail")
    page.get_by_label("Où ?").fill("hommelet")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(re.compile(r"/lieux/\?q=boite\+mail&ou=hommelet"))
    card = page.locator(".card").filter(has=page.get_by_role("heading", name=PLACE))
    expect(card.locator(".why")).to_contain_text("Aide : Boîte mail")
    expect(card.locator("a.tel")).to_have_attribute("href", "tel:+33320731917")
    card.get_by_role("link", name=PLACE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PLACE)
    expect(page.get_by_text("64 boulevard de Strasbourg")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Appeler le 03"))).to_be_visible()
    expect(page.get_by_role("heading", name="Horaires")).to_be_visible()
    expect(page.locator(".week tbody tr")).to_have_count(7)
    expect(page.locator(".week [aria-current=date]")).to_have_count(1)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_need_of_the_home_page_is_a_link(visitor, script):
    page = visitor(java_script_enabled=script).goto("/")
    page.get_by_role("link", name="Imprimer", exact=True).click()
    expect(page).to_have_url(re.compile(r"/lieux/\?besoin=imprimer"))
    assert total(page) > 0


def test_place_page_leads_back_to_the_search(visitor):
    page = visitor().goto_results("?besoin=imprimer")
    page.locator(".card h2 a").first.click()
    page.get_by_role("link", name="Retour aux résultats").click()
    expect(page).to_have_url(re.compile(r"\?besoin=imprimer"))


def test_filter_renews_the_results_in_place(visitor):
    opened = visitor()
    page = opened.goto_results()
    page.evaluate("window.same = true")
    before, expected = total(page), count_beside(page, "f-gratuit-1")
    assert expected < before
    page.locator("#f-gratuit-1").focus()
    page.keyboard.press("Space")
    expect(page.locator(".total b")).to_have_text(str(expected))
    expect(page).to_have_url(re.compile(r"/lieux/\?gratuit=1$"))
    expect(page.locator("#f-gratuit-1")).to_be_checked()
    expect(page.locator("#f-gratuit-1")).to_be_focused()
    expect(page.locator("[data-map-status]")).to_contain_text(f"{expected} lieux en tout")
    assert page.evaluate("window.same") is True
    page.keyboard.press("Space")
    expect(page.locator(".total b")).to_have_text(str(before))
    expect(page.locator("#f-gratuit-1")).to_be_focused()


def test_title_follows_the_filter(visitor):
    page = visitor().goto_results()
    expected = count_beside(page, "f-gratuit-1")
    page.locator("#f-gratuit-1").check()
    expect(page).to_have_title(re.compile(rf"\b{expected} lieux"))


def test_back_and_forward_show_the_results_of_then(visitor):
    opened = visitor()
    page = opened.goto_results()
    before, expected = total(page), count_beside(page, "f-gratuit-1")
    page.locator("#f-gratuit-1").check()
    expect(page.locator(".total b")).to_have_text(str(expected))
    page.go_back()
    expect(page.locator(".total b")).to_have_text(str(before))
    expect(page.locator("#f-gratuit-1")).not_to_be_checked()
    opened.wait_for_map()
    page.locator("#f-gratuit-1").check()
    expect(page.locator(".total b")).to_have_text(str(expected))
    assert opened.seen.console_errors == []


def test_groups_stay_open_when_a_choice_is_made(visitor):
    page = visitor().goto_results()
    page.get_by_text("Plus de choix").click()
    page.locator("summary", has_text="Langue parlée").click()
    box = page.locator("[name=langue]:enabled").first
    box.check()
    expect(page).to_have_url(re.compile("langue="))
    expect(page.locator("summary", has_text="Langue parlée")).to_be_visible()
    expect(page.locator(f"#{box.get_attribute('id')}")).to_be_visible()


@pytest.mark.parametrize("button", ["Chercher", "Voir les lieux"])
def test_filters_work_without_script(visitor, button):
    page = visitor(java_script_enabled=False).goto("/lieux/")
    before, expected = total(page), count_beside(page, "f-gratuit-1")
    page.get_by_text("Plus de choix").click()
    page.locator("#f-gratuit-1").check()
    assert total(page) == before
    page.get_by_role("button", name=button).click()
    assert total(page) == expected
    assert "gratuit=1" in page.url
    page.get_by_role("link", name="Gratuit").first.click()  # its chip takes it away
    assert total(page) == before


def test_bad_input_is_said_beside_its_field_and_kept(visitor):
    page = visitor().goto_results()
    page.get_by_text("Plus de choix").click()
    page.get_by_label("Ouvert à").fill("vers midi")
    page.get_by_label("Ouvert à").press("Enter")
    expect(page.get_by_text("Écrivez une heure comme 14:30.")).to_be_visible()
    expect(page.get_by_label("Ouvert à")).to_have_value("vers midi")
    assert total(page) > 0


@pytest.mark.parametrize("start", ["/", "/lieux/"])
def test_near_me_sorts_by_distance_and_keeps_the_position_in_the_address_only(visitor, start):
    opened = visitor(geolocation=ALMA, permissions=["geolocation"])
    page = opened.goto(start)
    page.get_by_role("button", name="Près de moi").click()
    expect(page).to_have_url(re.compile(r"lat=50\.69750&lon=3\.16900"))
    expect(page.locator(".card .far b").first).to_be_visible()
    metres = [read_metres(text) for text in page.locator(".card .far b").all_text_contents()]
    assert len(metres) > 5
    assert metres == sorted(metres)
    expect(page.locator("#ou")).to_have_value("Près de vous")
    assert "50.697" not in str(opened.context.storage_state())  # cookies, localStorage


def read_metres(text: str) -> float:
    """« environ 1,2 km » → 1200; « dans ce quartier » → 0."""
    found = re.search(r"([\d,]+)\s(km|m)", text)
    return float(found[1].replace(",", ".")) * (1000 if found[2] == "km" else 1) if found else 0


def test_position_refused_is_said_in_french(visitor):
    page = visitor(permissions=[]).goto("/")
    page.get_by_role("button", name="Près de moi").click()
    expect(page.get_by_role("status").filter(has_text="position")).to_have_text(
        "Votre position n’est pas disponible. Écrivez un quartier ou une rue."
    )
    assert "lat=" not in page.url


def test_place_typed_after_near_me_forgets_the_position(visitor):
    opened = visitor(geolocation=ALMA, permissions=["geolocation"])
    page = opened.goto("/lieux/")
    page.get_by_role("button", name="Près de moi").click()
    expect(page).to_have_url(re.compile("lat="))
    page.locator("#ou").fill("Hommelet")
    page.locator("#ou").press("Enter")
    expect(page).to_have_url(re.compile(r"ou=Hommelet"))
    assert "lat=" not in page.url


def test_whole_journey_by_keyboard(visitor):
    opened = visitor()
    page = opened.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("imprimer")
    page.keyboard.press("Enter")
    opened.wait_for_map()
    tab_to(page, ".card h2 a")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    tab_to(page, "a.report")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Une erreur ? Dites-le")).to_be_visible()
    tab_to(page, "[name=topics]")
    page.keyboard.press("Space")
    tab_to(page, "textarea")
    page.keyboard.type("Le portail est rue Neuve.")
    page.wait_for_timeout(3100)  # a person takes more than three seconds
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Merci. Votre message est bien arrivé.")).to_be_visible()
    assert ErrorReport.objects.get().message == "Le portail est rue Neuve."


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_report_refused_keeps_what_was_typed_then_arrives(visitor, script):
    page = visitor(java_script_enabled=script).goto(f"{PLACE_PATH}erreur/")
    topic = page.get_by_role("checkbox").first
    topic.check()
    page.locator("[name=message]").fill("Fermé le lundi.")
    page.locator("[name=email]").fill("camille@")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".error").first).to_be_visible()
    assert ErrorReport.objects.count() == 0
    expect(topic).to_be_checked()
    expect(page.locator("[name=message]")).to_have_value("Fermé le lundi.")
    expect(page.locator("[name=email]")).to_have_value("camille@")
    page.locator("[name=email]").fill("camille@example.org")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Merci. Votre message est bien arrivé.")).to_be_visible()
    report = ErrorReport.objects.get()
    assert (report.message, report.email) == ("Fermé le lundi.", "camille@example.org")
    assert report.site.name == PLACE
