"""An agent on the phone: an orientation by keyboard alone, with script and without."""

import re

import pytest
from playwright.sync_api import expect

from places.models import Orientation

SHEETS = (
    "comite-de-quartier-de-l-hommelet-roubaix",
    "comite-de-quartier-de-l-epeule-roubaix",
)


@pytest.fixture
def agent(visitor, coordinator_cookie):
    """agent(java_script_enabled=False) → a signed-in agent's browser."""

    def open_one(**options):
        visit = visitor(**options)
        visit.context.add_cookies([coordinator_cookie])
        return visit

    return open_one


@pytest.fixture
def kept():
    """The orientations noted during the test; none outlives it."""
    before = set(Orientation.objects.values_list("pk", flat=True))
    made = Orientation.objects.exclude(pk__in=before)
    yield made
    made.delete()


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')")


def press_until(page, said: str, most: int = 120) -> int:
    """Tab to the first control that says so; how many presses it took."""
    for presses in range(most):
        if focused(page).startswith(said):
            return presses
        page.keyboard.press("Tab")
    raise AssertionError(f"« {said} » hors d’atteinte au clavier")


def test_an_orientation_by_keyboard_takes_four_gestures(agent, kept):
    """Need, Tab and place, Enter, 1."""
    page = agent().goto("/orienter/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("imprimer")
    page.keyboard.press("Tab")
    page.keyboard.type("Épeule")
    page.keyboard.press("Enter")
    expect(page.locator(".offer")).to_have_count(3)
    page.wait_for_load_state()  # the keys work once their script is there
    first = page.locator(".offer h3").first.inner_text()
    page.keyboard.press("1")
    expect(page.locator(".messages")).to_contain_text(f"Noté : {first}.")
    expect(page.locator("#q")).to_have_value("")
    made = kept.get()
    assert (made.needs, made.district, made.outcome) == (["imprimer"], "epeule", "lieu")
    assert made.chosen_id == made.given[0]


def test_an_orientation_by_keyboard_without_script(agent, kept):
    page = agent(java_script_enabled=False).goto("/orienter/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("imprimer")
    page.keyboard.press("Tab")
    page.keyboard.type("Épeule")
    page.keyboard.press("Enter")
    expect(page.locator(".offer")).to_have_count(3)
    expect(page.locator("kbd.key").first).to_be_hidden()
    page.locator("#ou").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("[name=choisi]:focus").count():
            break
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Noté :")
    assert kept.get().outcome == "lieu"


def test_nothing_suits_by_keyboard(agent, kept):
    page = agent().goto("/orienter/?q=imprimer&ou=Épeule")
    page.keyboard.press("0")
    assert focused(page).endswith("Pas de lieu")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Noté : rien d’adapté (trop loin).")
    assert kept.get().reason == "trop-loin"
    press_until(page, "Annuler le dernier")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("est annulée")
    assert not kept.exists()


def test_keys_do_nothing_while_typing_and_can_be_switched_off(agent, kept):
    page = agent().goto("/orienter/?q=imprimer&ou=Épeule")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" p1203/")
    expect(page.locator("#q")).to_have_value("imprimer p1203/")
    switch = page.get_by_role("button", name="Touches actives")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(page.locator("kbd").first).to_be_hidden()
    page.keyboard.press("1")
    page.wait_for_timeout(200)
    assert page.url.endswith("/orienter/?q=imprimer&ou=%C3%89peule")
    assert not kept.exists()


def test_p_opens_the_sheet_of_the_first_place_and_back_finds_the_search(agent):
    page = agent().goto("/orienter/?q=imprimer&ou=Épeule&gratuit=1")
    first = page.locator(".offer h3").first.inner_text()
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.get_by_role("link", name="← Revenir aux lieux").click()
    expect(page.locator("#q")).to_have_value("imprimer")
    expect(page.locator("#b-gratuit")).to_be_checked()


def test_typing_is_never_blocked_and_nobody_else_is_asked(agent):
    visit = agent()
    page = visit.goto("/orienter/?q=imprimer&ou=Épeule")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("refused") == []
    assert visit.seen.console_errors == []
    assert visit.seen.hosts == {visit.base.removeprefix("http://")}


@pytest.mark.parametrize("slug", SHEETS)
@pytest.mark.parametrize("start", ["", "?ou=Alma", "?lat=50.65&lon=3.05"])
def test_the_sheet_prints_on_one_a4_page_in_16_points(agent, slug, start):
    page = agent().goto(f"/orienter/feuille/{slug}/{start}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    small = page.evaluate(
        """() => [...document.querySelectorAll("article p, article h1")]
          .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16 * 96 / 72 - 0.1)
          .map((e) => e.outerHTML.slice(0, 100))"""
    )
    assert small == []
