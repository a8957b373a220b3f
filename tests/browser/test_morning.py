"""A coordinator's morning: what waits, one page after the other, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import Page, expect

from places.actions.accounts import settle_access
from places.actions.edit import create_site
from places.actions.labels import apply_for, paris_today, take_step
from places.actions.propose import propose
from places.actions.recording import Author
from places.models import Label, LabelAward, Proposal, Site
from places.vocabulary import AwardState, Origin, ProposalState, Publication

from .conftest import DESK, PHONE
from .test_pages import overflowing

PASSWORD = "quatre mots au hasard"
OLD, NEW = "+33320112233", "+33320445566"


class Morning:
    """The coordinator at her desk; `look` reads each page met as a screen reader would."""

    def __init__(self, visit, script: bool):
        self.page: Page = visit.page
        self.visit, self.script = visit, script

    def look(self, title: str) -> Page:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        if self.script:  # axe is a script
            for viewport in (PHONE, DESK):
                self.page.set_viewport_size(viewport)
                found = Axe().run(self.page)
                assert not found.violations_count, found.generate_report()
                assert overflowing(self.page) == []
        return self.page

    def follow(self, *words: str) -> None:
        """Open the menu at a subject, then a page of it."""
        menu = self.page.get_by_role("navigation", name="Coordination")
        for subject in words[:-1]:
            menu.locator("summary", has_text=subject).click()
        menu.get_by_role("link", name=words[-1], exact=True).click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def told(self, said: str):
        message = self.page.locator(".messages li", has_text=said)
        expect(message).to_be_visible()
        return message


@pytest.fixture
def work(town):
    """An account of the coordination, a proposal, a label to decide, two listings of one place."""
    author = Author("Essai", Origin.COMMAND)
    user = User.objects.create_user("fatma", password=PASSWORD, first_name="Fatma")
    user.groups.add(Group.objects.get(name="Coordination"))
    settle_access(user)
    shared = {"commune": "Roubaix", "address": "7 rue du Matin", "phone": OLD}
    shared |= {"publication": Publication.PUBLISHED}
    one = create_site(author, name="Maison du Matin calme", **shared)
    other = create_site(author, name="Maison du Matin Calme", **shared)
    proposal = propose(author, one, {"phone": NEW, "to_bring": "Rien du tout"})
    signed = {"on": paris_today(), "signed_by": "Ville"}
    award = apply_for(author, Label.objects.get(code="ecn"), one, **signed)
    award = take_step(author, award, AwardState.REVIEW, **signed)
    yield {"one": one, "other": other, "proposal": proposal, "award": award}
    user.acts.update(user=None)
    user.delete()
    for site in (one, other):
        site.error_reports.all().delete()
        Site.objects.filter(pk=site.pk).update(publication=Publication.ARCHIVED)


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_morning_from_the_proposals_to_the_doubles(visitor, work, script):
    morning = Morning(visitor(java_script_enabled=script), script)
    enter(morning)
    decide_a_proposal(morning, work)
    confirm_ten_listings(morning)
    award_a_label(morning, work)
    merge_then_undo(morning, work)
    morning.press("Quitter")
    morning.told("Vous avez quitté la coordination.")
    page = morning.visit.goto("/coordination/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Aujourd’hui")
    assert morning.visit.seen.console_errors == []


def enter(morning: Morning) -> None:
    page = morning.visit.goto("/coordination/connexion/")
    morning.look("")
    page.get_by_label("Identifiant").fill("fatma")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    morning.press("Se connecter")
    morning.look("Aujourd’hui")


def decide_a_proposal(morning: Morning, work: dict) -> None:
    """One field taken, the other left."""
    page = morning.page
    page.get_by_role("link", name="Tout voir : Propositions à décider").click()
    morning.look("Propositions")
    page.locator(f'a[href$="/propositions/{work["proposal"].pk}/"]').first.click()
    morning.look("Proposition")
    page.get_by_label("Accepter : téléphone").check()
    page.get_by_label("Accepter : à apporter").uncheck()
    page.get_by_label("Réponse, ou raison du refus").fill("Le téléphone est juste.")
    morning.press("Accepter ce qui est coché")
    morning.told("acceptée en partie")
    site = Site.objects.get(pk=work["one"].pk)
    assert (site.phone, site.to_bring) == (NEW, "")
    assert Proposal.objects.get(pk=work["proposal"].pk).state != ProposalState.WAITING


def confirm_ten_listings(morning: Morning) -> None:
    page = morning.page
    before = Site.objects.filter(confirmed_by="Fatma").count()
    morning.follow("Lieux", "À confirmer")
    morning.look("Lieux à confirmer")
    boxes = page.locator('input[name="lieux"]')
    for rank in range(10):
        boxes.nth(rank).check()
    page.get_by_label("Au téléphone").check()
    morning.press("Toujours exact pour les lieux cochés")
    morning.told("10 lieux confirmés.")
    confirmed = Site.objects.filter(confirmed_by="Fatma", confirmed_at__date=timezone.localdate())
    assert confirmed.count() == before + 10


def award_a_label(morning: Morning, work: dict) -> None:
    page = morning.page
    morning.follow("Réseau", "Labels")
    morning.look("Labels")
    page.locator(f'a[href$="/attributions/{work["award"].pk}/"]').first.click()
    morning.look("Maison du Matin")
    for criterion in work["award"].label.criteria.filter(required=True, active=True):
        page.locator(f'input[name="met_{criterion.pk}"][value="oui"]').check()
    page.get_by_label("Signé par").fill("Fatma M.")
    morning.press("Attribuer le label")
    morning.told("C’est noté")
    assert LabelAward.objects.get(pk=work["award"].pk).state == AwardState.AWARDED


def merge_then_undo(morning: Morning, work: dict) -> None:
    page = morning.page
    morning.follow("Lieux", "Doublons")
    morning.look("Doublons possibles")
    address = f"/doublons/{work['one'].pk}/{work['other'].pk}/"
    page.locator(f'a[href$="{address}"]').first.click()
    morning.look("Fusionner")
    morning.press("Fusionner")
    said = morning.told("est fusionné")
    merged = Site.objects.get(pk=work["other"].pk)
    assert merged.publication == Publication.ARCHIVED
    said.get_by_role("link", name="Annuler").click()
    morning.look("Annuler l’acte")
    morning.press("Annuler cet acte")
    morning.told("Annulé")
    merged.refresh_from_db()
    assert merged.publication == Publication.PUBLISHED
    assert merged.former_addresses.count() == 0
