"""The fragment of suggestions: its structure, what it keeps quiet, and pages without it."""

import io
import re

import pytest
from django.core.management import call_command

from ..addresses import SAMPLE

OPTION = re.compile(r'<div role="option"([^>]*)>.*?<span>([^<]*)')
TITLE = re.compile(r'role="presentation" id="[^"]+">([^<]+)<')
ODD = ["", "a", "%00", "%F0%9F%98%80", "%D9%85%D8%B1", "%ED%A0%80", "%FF", "ca" * 5000, "%3Cb%3E"]


def test_needs_places_and_quartiers_come_in_groups(town, html):
    assert TITLE.findall(html("/suggestions/?q=epeule")) == ["Lieux", "Quartiers et communes"]
    assert TITLE.findall(html("/suggestions/?q=ma")) == ["Besoins", "Lieux"]
    assert TITLE.findall(html("/suggestions/?ou=59")) == ["Codes postaux"]


def test_a_need_fills_its_box_a_place_has_a_page_a_quartier_changes_box(town, html):
    said = {
        label.strip(): attributes
        for attributes, label in OPTION.findall(
            html("/suggestions/?q=imprimer") + html("/suggestions/?q=epeule")
        )
    }
    assert 'data-q="Imprimer"' in said["Imprimer"]
    assert "data-ou" not in said["Imprimer"]
    assert 'data-href="/lieux/comite-de-l-epeule-roubaix/"' in said["Comité de l’Épeule"]
    assert 'data-q="" data-ou="Épeule"' in said["Épeule"]


def test_the_box_where_keeps_the_need_typed(town, html):
    part = html("/suggestions/?ou=epe")
    assert 'data-ou="Épeule"' in part
    assert "data-q" not in part


def test_every_group_is_named_and_every_option_has_its_own_id(town, html):
    part = html("/suggestions/?q=ma") + html("/suggestions/?ou=ma")
    ids = re.findall(r'\bid="([^"]+)"', part)
    assert len(ids) == len(set(ids)) > 3
    assert set(re.findall(r'aria-labelledby="([^"]+)"', part)) <= set(ids)
    assert part.count('aria-selected="false"') == part.count('role="option"')


def test_names_are_escaped(town, html):
    part = html("/suggestions/?q=centre+social+alma")
    assert "&lt;b&gt;Alma&lt;/b&gt;" in part
    assert "<b>" not in part


def test_nothing_known_gives_an_empty_part(town, html):
    for address in ("", "?q=", "?q=xyzzy", "?ou=xyzzy", "?autre=imprimer"):
        assert html(f"/suggestions/{address}").strip() == ""


@pytest.mark.parametrize("box", ["q", "ou"])
@pytest.mark.parametrize("typed", ODD)
def test_odd_texts_are_answered(town, html, box, typed):
    html(f"/suggestions/?{box}={typed}")


def test_only_the_version_of_the_directory_is_asked_of_the_database(
    town, client, django_assert_num_queries
):
    client.get("/")
    for address in ("?q=imprimer", "?q=comite", "?q=inpri"):
        with django_assert_num_queries(1):
            client.get(f"/suggestions/{address}")


def test_addresses_take_two_questions_more_at_most(town, client, django_assert_max_num_queries):
    call_command("import_addresses", SAMPLE, stdout=io.StringIO())
    client.get("/")
    for address in ("?q=rue+de+lann", "?ou=12+rue+de+lann", "?ou=591"):
        with django_assert_max_num_queries(4):
            client.get(f"/suggestions/{address}")


def test_addresses_of_the_local_table_are_suggested(town, html):
    call_command("import_addresses", SAMPLE, stdout=io.StringIO())
    assert "Rue de Lannoy" in html("/suggestions/?q=rue+de+lann")
    assert "12 Rue de Lannoy" in html("/suggestions/?ou=12+rue+de+lann")


def test_what_is_typed_stays_in_the_browser_that_typed_it(town, client):
    response = client.get("/suggestions/?q=caf")
    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_suggestions_are_only_read(town, client):
    assert client.post("/suggestions/", {"q": "caf"}).status_code == 405


@pytest.mark.parametrize("path", ["/", "/lieux/"])
def test_pages_without_script_carry_no_dangling_aria(town, html, path):
    page = html(path)
    assert page.count('data-suggest="/suggestions/"') == 2
    for put_by_script in ("combobox", "aria-expanded", "aria-controls", "listbox", "hx-sync"):
        assert put_by_script not in page
    assert '<datalist id="quartiers">' in page
