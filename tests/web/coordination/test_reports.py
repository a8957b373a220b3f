"""What the public reports is read beside the listing, handled once, and answered."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from places.models import ErrorReport, Site

LIST = "/coordination/signalements/"


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return text(response)


@pytest.fixture
def report(town):
    site = Site.objects.get(name="Comité de l’Épeule")
    return ErrorReport.objects.create(
        site=site,
        topics=["horaires", "telephone"],
        message="Fermé <b>le</b> lundi",
        email="habitant@exemple.fr",
    )


@pytest.mark.parametrize(("rights", "status"), [((), 403), (("view_errorreport",), 403)])
def test_an_address_is_shown_to_those_who_answer_only(report, client, rights, status):
    address = f"{LIST}{report.pk}/"
    assert client.get(address).status_code == 302
    user = User.objects.create_user("agent", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "habitant@" not in read(client, address, status)
    if rights:
        assert "habitant@" not in read(client, LIST)


def test_what_is_said_stands_beside_what_the_listing_says(report, signed_in):
    page = read(signed_in, f"{LIST}{report.pk}/")
    assert "Fermé &lt;b&gt;le&lt;/b&gt; lundi" in page
    assert "Les horaires" in page
    assert "Téléphone : 03 20 66 45 00" in page
    assert "Ouvert du lundi au vendredi" in page
    assert f"/coordination/admin/places/site/{report.site_id}/change/" in page
    assert "habitant@exemple.fr" in page


def test_the_day_leads_to_the_reports(report, signed_in):
    page = read(signed_in, "/coordination/")
    assert f"{LIST}{report.pk}/" in page
    assert "/admin/places/errorreport/" not in page


def test_a_report_handled_leaves_the_list_and_its_answer_is_sent_once(
    report, signed_in, mailoutbox, django_capture_on_commit_callbacks
):
    address = f"{LIST}{report.pk}/"
    with django_capture_on_commit_callbacks(execute=True):
        data = {"outcome": "traite", "answer": "Merci, c’est corrigé."}
        assert signed_in.post(address, data)["Location"] == LIST
    (message,) = mailoutbox
    assert message.to == ["habitant@exemple.fr"]
    assert "Merci, c’est corrigé." in message.body
    report.refresh_from_db()
    assert (report.email, report.outcome, report.handled_by) == ("", "traite", "Camille Durand")
    assert "Épeule" not in read(signed_in, LIST).split("<table")[1]
    assert "La fiche est corrigée" in read(signed_in, f"{LIST}?traites=1")
    assert "habitant@" not in read(signed_in, address)
    assert signed_in.post(address, data).status_code == 409
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("outcome", ["", "autre"])
def test_what_was_done_must_be_said_and_the_answer_is_not_lost(report, signed_in, outcome):
    data = {"outcome": outcome, "answer": "mes mots"}
    response = signed_in.post(f"{LIST}{report.pk}/", data)
    assert response.status_code == 400
    assert "Dites ce que vous avez fait." in text(response)
    assert "mes mots" in text(response)
    report.refresh_from_db()
    assert report.handled_at is None


def test_an_answer_that_cannot_leave_is_said_and_sent_again(
    report, signed_in, settings, mailoutbox, mail_at_once
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    address = f"{LIST}{report.pk}/"
    page = text(signed_in.post(address, {"outcome": "pas-erreur", "answer": "Non."}, follow=True))
    assert "La réponse n’est pas partie" in page
    assert "Envoyer encore" in read(signed_in, address)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "La réponse est partie." in text(
        signed_in.post(address, {"envoyer": "encore"}, follow=True)
    )
    assert len(mailoutbox) == 1


def test_an_old_address_is_neither_shown_nor_used(report, signed_in, mailoutbox):
    old = timezone.now() - timedelta(days=91)
    ErrorReport.objects.filter(pk=report.pk).update(created_at=old)
    address = f"{LIST}{report.pk}/"
    assert "habitant@" not in read(signed_in, address)
    signed_in.post(address, {"outcome": "traite", "answer": "Merci"})
    report.refresh_from_db()
    assert report.email == ""
    assert mailoutbox == []


def test_the_list_costs_the_same_for_one_report_and_for_many(
    report, signed_in, django_assert_max_num_queries
):
    read(signed_in, LIST)
    with django_assert_max_num_queries(12) as few:
        read(signed_in, LIST)
    for number in range(20):
        ErrorReport.objects.create(site=report.site, message=f"Erreur {number}")
    with django_assert_max_num_queries(12) as many:
        read(signed_in, LIST)
    assert len(many) == len(few)
    with django_assert_max_num_queries(12):
        read(signed_in, f"{LIST}{report.pk}/")
