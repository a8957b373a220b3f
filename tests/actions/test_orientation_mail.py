"""Places are told once a month how many people were sent to them, with numbers alone."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from places.actions.mail import Letter, write
from places.actions.orientation_mail import choose_told, plan_month, tell_orientations
from places.actions.recording import act
from places.hours.osm import ZONE
from places.models import Contact, Mail, Orientation, OrientationLetter
from places.vocabulary import MailKind, MailState, NothingSuitable, OrientationOutcome

BASE = "https://aide.exemple.fr/maj/lien/"
TODAY = timezone.localdate()
THIS = TODAY.replace(day=1)
MONTH = (THIS - timedelta(days=1)).replace(day=1)


@pytest.fixture(autouse=True)
def settled(settings):
    settings.ORIENTATION_MAIL_FROM = 10
    settings.SITE_URL = "https://aide.exemple.fr"


@pytest.fixture
def site(make_site, make_actor):
    return make_site("Salle de l’Épeule", actor=make_actor())


def orient(site, times=10, needs=("imprimer",), on: date = MONTH, at=(9, 0)) -> None:
    moment = datetime(on.year, on.month, on.day, *at, tzinfo=ZONE)
    Orientation.objects.bulk_create(
        Orientation(at=moment, needs=list(needs), chosen=site, outcome=OrientationOutcome.GIVEN)
        for _ in range(times)
    )


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """run() tells what is to be told today."""

    def tell(today=TODAY, month=MONTH):
        with django_capture_on_commit_callbacks(execute=True):
            return tell_orientations(month, today, BASE)

    return tell


def test_the_letter_says_how_many_for_what_and_how_to_correct(site, run, mailoutbox):
    orient(site, 9, ["imprimer", "caf"])
    orient(site, 3, ["wifi"])
    run()
    (message,) = mailoutbox
    body = message.body
    assert message.to == ["yvette@exemple.fr"]
    assert "Salle de l’Épeule : 12 fois." in body
    assert "- Imprimer : 9" in body
    assert "moins de 5" in body.split("Wi")[1]
    assert BASE in body
    assert "Salle de l’Épeule : 12 fois." in message.alternatives[0].content
    assert BASE in message.alternatives[0].content


def test_a_place_that_receives_few_is_not_told(site, run):
    orient(site, 9)
    assert run().letters == 0


def test_a_second_run_sends_nothing(site, run, mailoutbox):
    orient(site)
    run()
    again = run()
    assert (again.letters, again.waiting, len(mailoutbox)) == (0, 0, 1)
    assert run(TODAY + timedelta(days=9)).letters == 0


def test_two_runs_at_once_send_one_letter(site, mailoutbox, monkeypatch, run):
    """The second planned before the first had written: the database refuses it, mail included."""
    orient(site)
    plan = plan_month(MONTH, TODAY)
    run()
    monkeypatch.setattr("places.actions.orientation_mail.plan_month", lambda *asked: plan)
    assert run().overtaken == 1
    assert (len(mailoutbox), Mail.objects.count()) == (1, 1)


def test_the_letter_that_could_not_leave_is_sent_again_not_written_again(
    site, settings, mailoutbox, monkeypatch, django_capture_on_commit_callbacks
):
    orient(site)
    working = settings.EMAIL_BACKEND
    monkeypatch.setattr("tests.actions.test_mail.Failing.error", OSError("coupé"))
    settings.EMAIL_BACKEND = "tests.actions.test_mail.Failing"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("tell_orientations")
    assert Mail.objects.get().state == MailState.WAITING
    settings.EMAIL_BACKEND = working
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("tell_orientations")
    assert (len(mailoutbox), OrientationLetter.objects.count()) == (1, 1)


def test_places_of_one_actor_share_a_letter(site, make_site, run, mailoutbox):
    other = make_site("Annexe", actor=site.actor)
    orient(site), orient(other, 20)
    assert (run().letters, len(mailoutbox)) == (1, 1)
    assert "Annexe : 20 fois." in mailoutbox[0].body


def test_the_month_is_that_of_paris(site, run):
    orient(site, 9)
    orient(site, 1, on=MONTH, at=(0, 30))
    orient(site, 5, on=THIS, at=(0, 30))
    orient(site, 5, on=MONTH - timedelta(days=1), at=(23, 30))
    run()
    assert OrientationLetter.objects.get().number == 10


def test_what_led_nowhere_is_not_counted(site, run):
    orient(site, 9)
    moment = datetime(MONTH.year, MONTH.month, 2, 9, tzinfo=ZONE)
    reason = NothingSuitable.values[0]
    nothing = Orientation(at=moment, outcome=OrientationOutcome.NOTHING, reason=reason)
    nothing.given = [site.pk]
    nothing.save()
    assert run().letters == 0


def test_who_declined_is_not_written_to_but_another_contact_is(site, run, author, mailoutbox):
    orient(site)
    choose_told(author, site.actor.contacts.get(), False)
    assert run().silent == 1
    with act(author, "Contact"):
        Contact.objects.create(actor=site.actor, name="Karim", email="karim@exemple.fr")
    assert run().letters == 1
    assert mailoutbox[0].to == ["karim@exemple.fr"]


def test_an_address_refused_is_not_written_to(site, run, author):
    orient(site)
    with act(author, "Refus"):
        Contact.objects.update(refused_email="yvette@exemple.fr")
    assert run().silent == 1


def test_an_address_gets_no_more_than_one_mail_a_week(site, run, mailoutbox):
    orient(site)
    write(MailKind.REMINDER, "Yvette@exemple.fr", Letter("Rappel", "texte"))
    assert (run().waiting, len(mailoutbox)) == (1, 0)
    assert run(TODAY + timedelta(days=8)).letters == 1


def test_the_command_tells_first_and_sends_then(
    site, capsys, mailoutbox, django_capture_on_commit_callbacks
):
    orient(site)
    call_command("tell_orientations", "--dry-run")
    said = capsys.readouterr().out
    assert "yvette@exemple.fr : Salle de l’Épeule, 10 fois" in said
    assert "Rien n’est parti" in said
    assert not Mail.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("tell_orientations", month=f"{MONTH:%Y-%m}")
    assert "Courriels écrits : 1" in capsys.readouterr().out
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("month", "said"), [(f"{THIS:%Y-%m}", "ce mois n’est pas fini"), ("zorg", "n’est pas un mois")]
)
def test_a_month_that_is_not_over_or_not_one_is_refused(db, month, said):
    with pytest.raises(CommandError, match=said):
        call_command("tell_orientations", month=month)


def test_nothing_leaves_without_the_address_of_the_site(site, settings):
    settings.SITE_URL = ""
    with pytest.raises(CommandError, match="SITE_URL manque"):
        call_command("tell_orientations")
