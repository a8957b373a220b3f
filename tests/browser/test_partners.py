"""A volunteer’s telephone: the mail, its link, « C’est toujours exact », « Corriger ».

The mail leaves by a real server of this machine; with and without JavaScript.
"""

import re
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from playwright.sync_api import expect

from places.actions.access import make_link
from places.actions.edit import create_site
from places.actions.recording import Author, act
from places.models import Actor, Contact, Proposal
from places.vocabulary import Confirmation, Origin, Publication

from .test_pages import overflowing

PHONE = {"width": 360, "height": 740}
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
FIELD = "Mercredi"


class Letters(Message):
    """Keeps the messages received."""

    def __init__(self):
        super().__init__()
        self.received = []

    def prepare_message(self, session, envelope):
        return message_from_bytes(envelope.content, policy=policy.default)

    def handle_message(self, message) -> None:
        self.received.append(message)


@pytest.fixture
def post_office(settings):
    """A mail server on loopback; Django is told of it."""
    letters = Letters()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield letters
    controller.stop()


@pytest.fixture
def place(town):
    """A place of its own actor, whose contact is Yvette; taken away afterwards."""
    author = Author("Essai", Origin.IMPORT)
    with act(author, "Acteur"):
        actor = Actor.objects.create(name="Les Amis de la Lainière")
        Contact.objects.create(actor=actor, name="Yvette Martin", email="yvette@exemple.fr")
    site = create_site(
        author,
        name="Salle de la Lainière",
        commune="Roubaix",
        actor=actor,
        hours="Tu-Fr 09:00-12:00,14:00-17:00",
        phone="+33320664500",
        publication=Publication.PUBLISHED,
    )
    yield site
    Proposal.objects.filter(site=site).delete()
    with act(author, "Fin de l’essai") as writing:
        site.publication = Publication.ARCHIVED
        site.actor = None
        site.save()
        writing.touch(site)
        actor.delete()


@pytest.fixture
def volunteer(visitor, place):
    """volunteer(script) → a telephone that came in by the link."""

    def enter(script: bool = True):
        visit = visitor(viewport=PHONE, has_touch=True, java_script_enabled=script)
        _, token = make_link("Camille", place.actor.contacts.get())
        page = visit.goto(f"/maj/lien/{token}/")
        press(page, "Corriger")
        return visit

    return enter


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def fits(visit) -> None:
    """No rule of accessibility is broken, nothing is wider than the telephone."""
    found = Axe().run(visit.page)
    assert not found.violations_count, found.generate_report()
    assert overflowing(visit.page) == []


def link_of(message) -> str:
    text = message.get_body(("plain",)).get_content()
    return re.search(r"https?://\S+/maj/lien/\S+", text)[0]


@SCRIPT
def test_from_the_mail_to_always_true(visitor, coordinator_cookie, post_office, place, script):
    desk = visitor()
    desk.context.add_cookies([coordinator_cookie])
    page = desk.goto("/coordination/contacts/?q=lainière")
    press(page, "Envoyer un lien à Yvette Martin")
    expect(page.get_by_text("Un lien part vers yvette@exemple.fr")).to_be_visible()
    (message,) = post_office.received
    assert message["To"] == "yvette@exemple.fr"

    phone = visitor(viewport=PHONE, has_touch=True, java_script_enabled=script)
    phone.page.goto(link_of(message))
    place.refresh_from_db()
    assert place.confirmed_at is None  # looking says nothing
    assert "du mardi au vendredi" in plain(phone.page.locator(".said").inner_text())
    if script:
        fits(phone)
    press(phone.page, "C’est toujours exact")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Merci !")
    if script:
        fits(phone)
    place.refresh_from_db()
    assert place.confirmed_how == Confirmation.LINK
    assert phone.seen.console_errors == []


@SCRIPT
def test_wednesday_and_a_closure_reach_the_public_page(volunteer, visitor, place, script):
    visit = volunteer(script)
    page = visit.page
    page.get_by_role("link", name="Corriger").click()
    if script:
        fits(visit)
        page.get_by_text("Changer le nom, l’adresse").click()
        fits(visit)
    page.get_by_label(FIELD, exact=True).fill("14h-18h30")
    press(page, "Copier lundi sur toute la semaine")  # a mistake, mended
    expect(page.get_by_label(FIELD, exact=True)).to_have_value("fermé")
    for day in ("Mardi", "Jeudi", "Vendredi"):
        page.get_by_label(day, exact=True).fill("9h-12h / 14h-17h")
    page.get_by_label(FIELD, exact=True).fill("14h-18h30")
    press(page, "Ajouter une fermeture")
    expect(page.get_by_label(FIELD, exact=True)).to_have_value("14h-18h30")
    page.get_by_label("Du", exact=True).fill("2027-08-02")
    page.get_by_label("Au (ce jour compris)").fill("2027-08-20")
    page.get_by_label("Raison (vacances, travaux…)").fill("Congés")
    press(page, "Voir avant d’envoyer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Voir avant d’envoyer")
    assert "le mercredi de 14 h à 18 h 30" in plain(page.locator(".said").inner_text())
    if script:
        fits(visit)
    press(page, "Revenir corriger")
    expect(page.get_by_label("Raison (vacances, travaux…)")).to_have_value("Congés")
    if script:
        fits(visit)
    press(page, "Voir avant d’envoyer")
    press(page, "Envoyer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci !")
    if script:
        fits(visit)

    public = visitor(viewport=PHONE, java_script_enabled=script).goto(f"/lieux/{place.slug}/")
    said = plain(public.locator("main").inner_text())
    assert "le mercredi de 14 h à 18 h 30" in said
    assert "du lundi 2 août" in said
    assert "Congés" in said
    assert visit.seen.console_errors == []


@SCRIPT
def test_a_mistake_is_said_beside_its_row(volunteer, place, script):
    visit = volunteer(script)
    page = visit.goto(f"/maj/{place.pk}/corriger/")
    page.get_by_label(FIELD, exact=True).fill("quand je peux")
    page.get_by_text("Changer le nom, l’adresse").click()
    page.get_by_label("Nom du lieu").fill("Salle neuve")
    press(page, "Voir avant d’envoyer")
    expect(page.locator("#h2_error")).to_contain_text("Nous n’avons pas compris")
    expect(page.get_by_label("Nom du lieu")).to_have_value("Salle neuve")
    if script:
        fits(visit)


def test_a_row_is_read_back_while_it_is_typed(volunteer, place):
    visit = volunteer()
    page = visit.goto(f"/maj/{place.pk}/corriger/")
    page.get_by_label(FIELD, exact=True).fill("")
    page.get_by_label(FIELD, exact=True).press_sequentially("9h12h")
    expect(page.locator("#h2_read")).to_have_text("Ouvert le mercredi de 9\xa0h à 12\xa0h.")
    page.get_by_label(FIELD, exact=True).fill("bof")
    expect(page.locator("#h2_read")).to_contain_text("Nous n’avons pas compris")
    fits(visit)
    assert page.evaluate("refused") == []
    assert visit.seen.console_errors == []


def test_enter_never_copies_a_day(volunteer, place):
    page = volunteer().goto(f"/maj/{place.pk}/corriger/")
    page.get_by_label(FIELD, exact=True).fill("14h-18h")
    page.get_by_label(FIELD, exact=True).press("Enter")
    expect(page.locator("#h2_read")).to_contain_text("Ouvert le mercredi")
    expect(page.get_by_label("Mardi", exact=True)).to_have_value("9 h à 12 h et 14 h à 17 h")


def test_what_was_typed_survives_a_lost_connection(volunteer, place):
    visit = volunteer()
    address = f"/maj/{place.pk}/corriger/"
    page = visit.goto(address)
    page.get_by_label(FIELD, exact=True).fill("14h-18h30")
    press(page, "Ajouter une fermeture")
    page.get_by_label("Raison (vacances, travaux…)").fill("Congés")
    visit.context.set_offline(True)
    press(page, "Voir avant d’envoyer")
    expect(page.get_by_text("Pas de connexion")).to_be_visible()
    visit.context.set_offline(False)

    page = visit.goto(address)
    expect(page.get_by_label(FIELD, exact=True)).to_have_value("9 h à 12 h et 14 h à 17 h")
    expect(page.get_by_text("Vous aviez commencé à écrire.")).to_be_visible()
    fits(visit)
    press(page, "Reprendre")
    expect(page.get_by_label(FIELD, exact=True)).to_have_value("14h-18h30")
    expect(page.get_by_label("Raison (vacances, travaux…)")).to_have_value("Congés")

    page = visit.goto(address)
    press(page, "Oublier")
    page = visit.goto(address)
    expect(page.get_by_text("Vous aviez commencé à écrire.")).to_be_hidden()


@pytest.mark.parametrize("way", ["Envoyer", "Quitter"])
def test_nothing_stays_on_the_device_once_sent_or_left(volunteer, place, way):
    visit = volunteer()
    page = visit.goto(f"/maj/{place.pk}/corriger/")
    page.get_by_label(FIELD, exact=True).fill("14h-18h30")
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('maj:')).length"
    assert page.evaluate(kept) == 1
    if way == "Envoyer":
        press(page, "Voir avant d’envoyer")
        press(page, "Envoyer")
        expect(page.get_by_role("heading", level=1)).to_have_text("Merci !")
    else:
        press(page, "Quitter")
        expect(page).to_have_url(f"{visit.base}/")
    page.wait_for_function(f"{kept} === 0")


def test_fingers_find_targets_of_44_px(volunteer, place):
    page = volunteer().goto(f"/maj/{place.pk}/corriger/")
    page.get_by_text("Changer le nom, l’adresse").click()
    for target in page.locator(
        "main button:visible, main input:visible, main textarea:visible, summary"
    ).all():
        box = target.bounding_box()
        if target.get_attribute("type") != "checkbox" and "sr" not in (
            target.get_attribute("class") or ""
        ):
            assert box["height"] >= 43.5, target.evaluate("e => e.outerHTML")


def test_sessions_of_the_telephone_say_nothing_to_others(volunteer, visitor, place):
    volunteer()
    page = visitor(viewport=PHONE).goto(f"/maj/{place.pk}/corriger/")
    expect(page).to_have_url(re.compile("/maj/nouveau-lien/"))
    assert project.SESSION_COOKIE_HTTPONLY


@SCRIPT
def test_a_month_is_counted_in_a_minute(volunteer, place, script):
    visit = volunteer(script)
    page = visit.page

    def look() -> None:
        if script:
            fits(visit)

    page.get_by_role("link", name="Compter les personnes venues").click()
    look()
    page.get_by_role("link", name="Le mois dernier").click()
    page.get_by_label("Autre besoin").select_option("Imprimer")
    press(page, "Ajouter ce besoin")
    page.get_by_label("Combien de personnes sont venues ?").fill("120")
    page.get_by_label("Imprimer", exact=True).fill("douze")
    page.keyboard.press("Enter")
    expect(page.get_by_text("n’est pas un nombre")).to_be_visible()
    look()
    page.get_by_label("Imprimer", exact=True).fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci !")
    assert "120 personnes sont venues." in plain(page.locator(".said").inner_text())
    look()
    page.get_by_role("link", name="Corriger").click()
    expect(page.get_by_label("Imprimer", exact=True)).to_have_value("12")
    page.get_by_role("link", name="← Compter").click()
    page.get_by_role("link", name="Envoyer un tableau").click()
    look()
    table = "mois;visites\nseptembre 2026;130\nzorg;1"
    page.get_by_label("Ou collez les lignes ici").fill(table)
    press(page, "Voir avant d’envoyer")
    expect(page.get_by_text("« zorg » n’est pas un mois.")).to_be_visible()
    look()
    press(page, "Enregistrer 1 ligne")
    expect(page.get_by_text("1 ligne refusée")).to_be_visible()
    refused = [error for error in visit.seen.console_errors if "400 (Bad Request)" not in error]
    assert refused == []
    assert {row.count for row in place.visit_counts.all()} == {120, 12, 130}
