"""A coordinator's first day with a telephone: link, password, device, codes, the lock."""

import re
from base64 import b32decode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django_otp.oath import totp
from playwright.sync_api import expect

from places.actions.accounts import password_ticket, settle_access
from places.actions.recording import Author

from .conftest import DESK, PHONE
from .test_pages import overflowing

PASSWORD = "quatre mots au hasard"


@pytest.fixture
def newcomer(town):
    user = User.objects.create_user("lea", first_name="Léa")
    user.groups.add(Group.objects.get(name="Coordination"))
    settle_access(user)
    yield user
    user.acts.update(user=None)
    user.delete()


def fits(page) -> None:
    """Readable by all, on a small phone too."""
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        found = Axe().run(page)
        assert not found.violations_count, found.generate_report()
        assert overflowing(page) == []


def press(page, name: str) -> None:
    page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_from_the_first_link_to_a_lost_telephone(visitor, newcomer, settings, script):
    settings.REQUIRE_SECOND_FACTOR = True
    root = User.objects.get(username="camille")
    visit = visitor(java_script_enabled=script)
    ticket = password_ticket(Author.of_user(root), newcomer)
    page = visit.goto(reverse("choose-password", args=ticket))
    page.get_by_label("Nouveau mot de passe").first.fill(PASSWORD)
    page.get_by_label("Confirmation").fill(PASSWORD)
    press(page, "Garder ce mot de passe")

    page.get_by_label("Identifiant").fill("lea")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ajouter votre téléphone")
    letters = re.sub(r"\s", "", page.locator(".secret").inner_text())
    key = b32decode(letters + "=" * (-len(letters) % 8))
    page.get_by_label("Code à six chiffres").fill(f"{totp(key):06}")
    press(page, "Ajouter ce téléphone")

    expect(page.locator(".codes-list li")).to_have_count(10)
    code = page.locator(".codes-list li").first.inner_text()
    if script:
        fits(page)
    press(page, "Quitter")
    page.get_by_label("Identifiant").fill("lea")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    press(page, "Se connecter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre code")
    if script:
        fits(page)
    page.get_by_label("Code").fill(code)
    press(page, "Continuer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aujourd’hui")

    page.goto(visit.base + reverse("device"))
    if script:
        fits(page)
    page.goto(visit.base + reverse("recovery-codes"))
    expect(page.get_by_text("Il vous reste 9 codes")).to_be_visible()
    assert visit.seen.console_errors == []


def test_pages_about_others_and_the_lock_fit(visitor, newcomer, coordinator_cookie):
    visit = visitor()
    visit.context.add_cookies([coordinator_cookie])
    for name in ("password-link", "forget-device"):
        fits(visit.goto(reverse(name, args=[newcomer.pk])))
    press(visit.goto(reverse("password-link", args=[newcomer.pk])), "Faire le lien")
    expect(visit.page.get_by_text("Il sert une fois")).to_be_visible()
    fits(visit.page)

    stranger = visitor()
    for _ in range(5):
        page = stranger.goto("/coordination/connexion/")
        page.get_by_label("Identifiant").fill("bloque")
        page.get_by_label("Mot de passe").fill("faux")
        press(page, "Se connecter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Trop d’essais")
    fits(page)
