"""The reminders of a round: when, to whom, never twice, never more than one a week."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from places.actions.confirm import confirm_sites
from places.actions.edit import edit_site
from places.actions.mail import Letter, note_refused, write
from places.actions.recording import act
from places.actions.reminders import plan_today, remind
from places.diagnosis.reminders import to_call
from places.models import AccessLink, Contact, Mail, Reminder
from places.vocabulary import MailKind, Publication, ReminderStep, SiteStatus

BASE = "https://aide.exemple.fr/maj/lien/"
TODAY = timezone.localdate()  # e-mails are dated by the clock
STEPS = ReminderStep


@pytest.fixture(autouse=True)
def months(settings):
    settings.STALE_MONTHS, settings.REMIND_DAYS_BEFORE = 6, 7
    settings.SITE_URL = "https://aide.exemple.fr"


@pytest.fixture
def actor(make_actor):
    return make_actor()


@pytest.fixture
def add_contact(author):
    def add(actor, email, name="Karim"):
        with act(author, "Contact"):
            return Contact.objects.create(actor=actor, name=name, email=email)

    return add


@pytest.fixture
def make_old(make_site, author):
    """A listing of an actor, last confirmed so many days before TODAY."""

    def make(actor, name="Salle de l’Épeule", days=365, **fields):
        site = make_site(name, actor=actor, hours="Mo-Fr 09:00-12:00", **fields)
        with act(author, "Ancienne confirmation"):
            site.confirmed_by = "Yvette"
            site.confirmed_at = timezone.now()
            site.save()
        age(site, days, author)
        return site

    return make


def age(site, days, author):
    moment = timezone.make_aware(
        timezone.datetime.combine(TODAY - timedelta(days=days), timezone.datetime.min.time())
    )
    with act(author, "Date"):
        site.confirmed_at = moment
        site.save()


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """run(day) sends what is due on that day."""

    def send(today=TODAY):
        with django_capture_on_commit_callbacks(execute=True):
            return remind(today, BASE)

    return send


def steps(site) -> list[str]:
    return list(Reminder.objects.filter(site=site).order_by("pk").values_list("step", flat=True))


def test_the_mail_holds_the_hours_and_a_link(actor, make_old, run, mailoutbox):
    make_old(actor)
    run()
    (message,) = mailoutbox
    assert message.to == ["yvette@exemple.fr"]
    body = message.body.replace("\xa0", " ")
    assert "Ouvert du lundi au vendredi de 9 h à 12 h" in body
    assert BASE in body
    assert "du lundi au vendredi" in message.alternatives[0].content
    assert AccessLink.objects.get().contact == actor.contacts.get()


@pytest.mark.parametrize(("days", "letters"), [(160, 0), (175, 0), (177, 1), (200, 1)])
def test_the_first_leaves_a_week_before_the_date(actor, make_old, run, days, letters):
    make_old(actor, days=days)
    assert run().letters == letters


def test_a_second_run_on_the_same_day_does_nothing(actor, make_old, run, mailoutbox):
    make_old(actor)
    run()
    again = run()
    assert (again.letters, again.calls) == (0, 0)
    assert len(mailoutbox) == 1


def test_a_reminder_waits_for_a_week_after_the_letter_of_the_month(actor, make_old, run):
    make_old(actor)
    write(MailKind.ORIENTATIONS, "yvette@exemple.fr", Letter("Personnes orientées", "texte"))
    assert (run().letters, run().waiting) == (0, 1)
    assert run(TODAY + timedelta(days=8)).letters == 1


def test_a_whole_round_without_an_answer(actor, make_old, add_contact, run, mailoutbox):
    site = make_old(actor)
    add_contact(actor, "karim@exemple.fr")
    sent = {}
    for day in range(0, 120):
        before = len(mailoutbox)
        tally = run(TODAY + timedelta(days=day))
        if len(mailoutbox) > before or tally.calls:
            sent[day] = mailoutbox[-1].to[0] if len(mailoutbox) > before else "appel"
    assert sent == {
        0: "yvette@exemple.fr",
        14: "yvette@exemple.fr",
        35: "yvette@exemple.fr",
        42: "karim@exemple.fr",
        56: "appel",
    }
    assert steps(site) == [step.value for step in STEPS]
    assert to_call() == [site.pk]


def test_without_a_second_contact_somebody_calls(actor, make_old, run):
    site = make_old(actor)
    for day in (0, 14, 35, 42):
        run(TODAY + timedelta(days=day))
    assert steps(site) == [STEPS.FIRST, STEPS.SECOND, STEPS.THIRD, STEPS.CALL]


def test_without_any_address_somebody_calls_at_once(make_actor, make_old, run, mailoutbox):
    site = make_old(make_actor(email=""))
    assert run().calls == 1
    assert run().calls == 0
    assert to_call() == [site.pk]
    assert mailoutbox == []


def test_a_confirmation_ends_the_round(actor, make_old, run, author, mailoutbox):
    site = make_old(actor)
    run()
    confirm_sites(author, [site])
    age(site, 0, author)
    assert run(TODAY + timedelta(weeks=2)).letters == 0
    assert run(TODAY + timedelta(days=200)).letters == 1
    assert steps(site) == [STEPS.FIRST, STEPS.FIRST]


def test_a_call_is_over_once_confirmed(make_actor, make_old, run, author):
    site = make_old(make_actor(email=""))
    run()
    confirm_sites(author, [site])
    assert to_call() == []


def test_one_mail_speaks_of_all_the_places_of_an_actor(actor, make_old, run, mailoutbox):
    make_old(actor, "Salle")
    make_old(actor, "Annexe", days=160)
    tally = run()
    assert (tally.letters, tally.listings) == (1, 2)
    assert "Annexe" in mailoutbox[0].body


def test_an_address_gets_one_mail_a_week(make_actor, make_old, run, mailoutbox):
    make_old(make_actor("Un"), "Salle")
    make_old(make_actor("Deux", email="Yvette@exemple.fr"), "Autre salle")
    assert (run().letters, run().letters) == (1, 0)
    assert len(mailoutbox) == 1
    Mail.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert run().letters == 1


def test_an_address_refused_by_its_server_is_left_for_the_next_contact(
    actor, make_old, add_contact, run, mailoutbox
):
    site = make_old(actor)
    add_contact(actor, "karim@exemple.fr")
    run()
    note_refused("yvette@exemple.fr", "boîte inconnue")
    run(TODAY + timedelta(days=1))
    assert steps(site) == [STEPS.FIRST, STEPS.OTHER]
    assert mailoutbox[-1].to == ["karim@exemple.fr"]


def test_a_corrected_address_is_written_to_again(actor, author):
    note_refused("yvette@exemple.fr", "boîte inconnue")
    contact = actor.contacts.get()
    assert not contact.can_be_written
    with act(author, "Adresse"):
        contact.email = "yvette.martin@exemple.fr"
        contact.save()
    assert contact.can_be_written


@pytest.mark.parametrize(
    "fields",
    [{"publication": Publication.DRAFT}, {"status": SiteStatus.CLOSED}, {"actor": None}],
)
def test_listings_that_nobody_sees_are_left_alone(actor, make_old, author, run, fields):
    site = make_old(actor)
    edit_site(author, site, **fields)
    assert run().letters == 0


def test_the_command_tells_and_sends_nothing_when_dry(actor, make_old, capsys, mailoutbox):
    age_from_today(make_old(actor))
    call_command("send_reminders", dry_run=True)
    told = capsys.readouterr().out
    assert "Premier courriel → yvette@exemple.fr : Salle de l’Épeule" in told
    assert mailoutbox == []
    assert not Reminder.objects.exists()
    assert not Mail.objects.exists()


def age_from_today(site):
    type(site).objects.filter(pk=site.pk).update(confirmed_at=timezone.now() - timedelta(days=400))


def test_the_command_sends_and_tallies(
    actor, make_old, capsys, mailoutbox, django_capture_on_commit_callbacks
):
    age_from_today(make_old(actor))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("send_reminders")
    assert "Courriels écrits : 1 (pour 1 lieux)" in capsys.readouterr().out
    assert "https://aide.exemple.fr/maj/lien/" in mailoutbox[0].body


def test_the_command_needs_the_address_of_the_site(db, settings):
    settings.SITE_URL = ""
    with pytest.raises(CommandError, match="SITE_URL"):
        call_command("send_reminders")


@pytest.mark.parametrize("count", [1, 30])
def test_planning_makes_the_same_queries(count, make_actor, make_old, django_assert_num_queries):
    for number in range(count):
        actor = make_actor(f"Acteur {number}", email=f"a{number}@exemple.fr")
        make_old(actor, f"Salle {number}")
    with django_assert_num_queries(4):
        plan = plan_today(TODAY)
    assert len(plan.dues) == count
