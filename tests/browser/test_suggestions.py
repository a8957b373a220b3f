"""Suggestions while one types: by keyboard, by touch, to a screen reader, without script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import DESK, PHONE

PLACE = "Comité de quartier de l’Hommelet"


class Box:
    """A search box and its list."""

    def __init__(self, page, name="q"):
        self.page, self.name = page, name
        self.input = page.locator(f"#{name}")
        self.list = page.locator(f"#suggestions-{name}")
        self.options = self.list.get_by_role("option")
        self.status = page.locator(f"#{name} ~ [role=status]")

    def type(self, text: str) -> "Box":
        """Type as a person does, and wait for the list."""
        self.input.press_sequentially(text)
        expect(self.list).to_be_visible()
        return self

    @property
    def active(self) -> str:
        """The text of the option a screen reader says."""
        return self.page.evaluate(
            """id => {
              const said = document.getElementById(id)?.getAttribute("aria-activedescendant");
              return said ? document.getElementById(said).querySelector("span").textContent : "";
            }""",
            self.name,
        )

    def is_closed(self) -> None:
        expect(self.list).to_be_hidden()
        expect(self.input).to_have_attribute("aria-expanded", "false")
        assert self.active == ""


@pytest.fixture
def home(visitor):
    return Box(visitor().goto("/"))


@pytest.mark.parametrize("path", ["/", "/lieux/"])
def test_both_boxes_are_said_to_a_screen_reader(visitor, path):
    page = visitor().goto(path)
    for name, typed, count in (("q", "hommelet", 3), ("ou", "hom", 1)):
        box = Box(page, name)
        said = {
            "role": "combobox",
            "aria-autocomplete": "list",
            "aria-expanded": "false",
            "aria-controls": f"suggestions-{name}",
        }
        for attribute, value in said.items():
            expect(box.input).to_have_attribute(attribute, value)
        assert box.input.get_attribute("list") is None
        box.type(typed)
        expect(box.input).to_have_attribute("aria-expanded", "true")
        expect(box.options).to_have_count(count)
        expect(box.status).to_have_text(f"{count} suggestion{'s' if count > 1 else ''}")
        expect(box.input).to_be_focused()
        box.input.press("Escape")


def test_arrows_go_through_the_list_and_round_its_ends(home):
    home.type("imp")
    names = [text.strip() for text in home.options.all_inner_texts()]
    keyboard = home.page.keyboard
    assert home.active == ""
    keyboard.press("ArrowDown")
    assert home.active == names[0] == "Imprimer"
    expect(home.list.locator("[aria-selected=true]")).to_have_count(1)
    keyboard.press("ArrowUp")
    assert home.active == names[-1]
    keyboard.press("ArrowDown")
    assert home.active == names[0]
    expect(home.input).to_be_focused()
    expect(home.input).to_have_value("imp")


@pytest.mark.parametrize(("key", "caret"), [("Home", 0), ("End", 3)])
def test_home_and_end_go_back_to_the_text(home, key, caret):
    home.type("imp")
    home.page.keyboard.press("ArrowDown")
    home.page.keyboard.press(key)
    assert home.active == ""
    expect(home.list).to_be_visible()
    assert home.input.evaluate("e => e.selectionStart") == caret


def test_escape_closes_then_clears(home):
    home.type("imp")
    home.page.keyboard.press("ArrowDown")
    home.page.keyboard.press("Escape")
    home.is_closed()
    expect(home.input).to_have_value("imp")
    home.page.keyboard.press("Escape")
    expect(home.input).to_have_value("")
    expect(home.input).to_be_focused()


def test_arrow_opens_again_what_escape_closed(home):
    home.type("imp")
    home.page.keyboard.press("Escape")
    home.is_closed()
    home.page.keyboard.press("ArrowDown")
    expect(home.list).to_be_visible()
    assert home.active == "Imprimer"


def test_tab_closes_and_chooses_nothing(home):
    home.type("imp")
    home.page.keyboard.press("ArrowDown")
    home.page.keyboard.press("Tab")
    home.is_closed()
    expect(home.input).to_have_value("imp")
    expect(home.page.locator("#ou")).to_be_focused()


def test_enter_without_a_choice_searches_what_was_typed(home):
    home.type("imp")
    home.page.keyboard.press("Enter")
    expect(home.page).to_have_url(re.compile(r"/lieux/\?q=imp\b"))


def test_need_chosen_by_keyboard_is_searched_where_it_was_said(home):
    home.page.locator("#ou").fill("Hommelet")
    home.type("boite mel")
    home.page.keyboard.press("ArrowDown")
    home.page.keyboard.press("Enter")
    expect(home.page).to_have_url(re.compile(r"q=Bo%C3%AEte\+mail&ou=Hommelet"))
    expect(home.page.locator(".chip").first).to_contain_text("Boîte mail")


def test_place_chosen_opens_its_page(home):
    home.type("hommelet")
    home.options.filter(has_text=PLACE).click()
    expect(home.page.get_by_role("heading", level=1)).to_have_text(PLACE)


def test_quartier_typed_with_a_need_goes_to_its_own_box(home):
    home.type("imprimer hommel")
    home.options.filter(has_text="Hommelet").click()
    expect(home.page).to_have_url(re.compile(r"q=Imprimer&ou=Hommelet"))


def test_place_said_alone_waits_for_the_need(home):
    where = Box(home.page, "ou").type("hom")
    where.options.first.click()
    expect(where.input).to_have_value("Hommelet")
    expect(where.input).to_be_focused()
    where.is_closed()
    assert "/lieux/" not in home.page.url
    where.page.keyboard.press("Enter")
    expect(home.page).to_have_url(re.compile(r"ou=Hommelet"))


def test_results_are_renewed_in_place_by_a_choice(visitor):
    opened = visitor()
    page = opened.goto_results()
    page.evaluate("window.same = true")
    Box(page).type("impri").options.first.click()
    expect(page).to_have_url(re.compile(r"/lieux/\?q=Imprimer$"))
    where = Box(page, "ou").type("hom")
    where.options.first.click()
    expect(page).to_have_url(re.compile(r"q=Imprimer&ou=Hommelet"))
    expect(page.locator(".chip")).to_have_count(2)
    assert page.evaluate("window.same") is True
    assert page.evaluate("refused") == []
    assert opened.seen.console_errors == []


def test_place_chosen_after_near_me_forgets_the_position(visitor):
    alma = {"latitude": 50.6975, "longitude": 3.1690}
    page = visitor(geolocation=alma, permissions=["geolocation"]).goto("/lieux/")
    page.get_by_role("button", name="Près de moi").click()
    expect(page).to_have_url(re.compile("lat="))
    where = Box(page, "ou")
    where.input.fill("")
    where.type("hom").options.first.click()
    expect(page).to_have_url(re.compile(r"ou=Hommelet$"))


def test_list_asked_before_leaving_the_box_never_comes(home):
    asked = []
    home.page.route("**/suggestions/**", lambda route: asked.append(route))
    with home.page.expect_request("**/suggestions/**"):
        home.input.press_sequentially("imp")
    home.page.keyboard.press("Tab")
    asked[0].fulfill(body='<div role="listbox"><div role="option">Imprimer</div></div>')
    home.page.wait_for_timeout(300)
    home.is_closed()


def test_list_closes_when_the_text_is_short_or_unknown(home):
    home.type("im")
    home.page.keyboard.press("Backspace")
    home.is_closed()
    home.type("mp")
    home.input.press_sequentially("xyzzy")
    home.is_closed()


def test_site_that_does_not_answer_leaves_the_form_whole(visitor):
    opened = visitor()
    box = Box(opened.goto("/"))
    opened.context.route("**/suggestions/**", lambda route: route.abort())
    box.input.press_sequentially("imprimer")
    opened.page.wait_for_timeout(400)
    box.input.press("Enter")
    expect(opened.page).to_have_url(re.compile(r"\?q=imprimer"))


def test_finger_chooses_or_closes_the_list(visitor):
    page = visitor(viewport=PHONE, has_touch=True, is_mobile=True).goto("/")
    box = Box(page).type("ma")
    for target in (box.options.first, page.get_by_role("button", name="Fermer la liste")):
        assert target.bounding_box()["height"] >= 43.5
    page.get_by_role("button", name="Fermer la liste").tap()
    box.is_closed()
    page.get_by_role("button", name="Chercher").tap(trial=True)  # not covered
    box.input.fill("")
    box.type("imp").options.first.tap()
    expect(page).to_have_url(re.compile(r"\?q=Imprimer"))


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", ["/", "/lieux/"])
def test_open_list_breaks_no_accessibility_rule_and_fits(visitor, path, viewport):
    opened = visitor(viewport=viewport)
    page = opened.goto(path)
    for name, typed in (("q", "ma"), ("ou", "rou")):
        box = Box(page, name).type(typed)
        page.keyboard.press("ArrowDown")
        found = Axe().run(page)
        assert not found.violations_count, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert box.list.bounding_box()["width"] <= box.input.bounding_box()["width"]
        page.keyboard.press("Escape")
    assert page.evaluate("refused") == []


def test_active_option_is_seen_in_forced_colours(visitor):
    box = Box(visitor(forced_colors="active").goto("/")).type("imp")
    box.page.keyboard.press("ArrowDown")
    style = box.list.locator("[aria-selected=true]").evaluate("e => getComputedStyle(e).outline")
    assert "solid 3px" in style


@pytest.mark.parametrize("path", ["/", "/lieux/"])
def test_without_script_the_boxes_are_plain(visitor, path):
    page = visitor(java_script_enabled=False).goto(path)
    expect(page.locator("[role=combobox], [role=listbox], .suggestions")).to_have_count(0)
    expect(page.locator("#ou")).to_have_attribute("list", "quartiers")
    page.locator("#q").fill("imprimer")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=imprimer"))
