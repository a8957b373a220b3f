"""Documents: checked by their content, kept privately, handed to those allowed, removed."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from places.actions import documents
from places.actions.documents import add_document, clean_name, remove_document
from places.actions.recording import act
from places.models import Act, Document, Label, LabelAward
from places.vocabulary import DocumentKind

from .files import DOCX, JPEG, ODS, ODT, PDF, PNG, archive, office, upload

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def award(author, make_site) -> LabelAward:
    with act(author, "essai"):
        return LabelAward.objects.create(
            label=Label.objects.get(code="ecn"), site=make_site("Comité de l’Hommelet")
        )


@pytest.fixture
def document(author, award) -> Document:
    return add_document(author, award, upload())


def staff(*codenames: str) -> User:
    user = User.objects.create_user("agent", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def address(document: Document) -> str:
    return f"/coordination/documents/{document.token}/"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (JPEG, "jpg"), (PNG, "png"), (ODT, "odt"), (ODS, "ods"), (DOCX, "docx")],
    ids=["pdf", "jpeg", "png", "odt", "ods", "docx"],
)
def test_the_content_says_the_kind_whatever_the_name(author, award, content, kind):
    document = add_document(author, award, upload("Attestation.exe", content))
    assert (document.kind, document.name) == (kind, f"Attestation.{kind}")
    assert document.file.read() == content
    assert document.uploaded_by == "Camille, coordination"
    assert Document.history.get().act == Act.objects.first()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\x00",
        b"PK\x03\x04" + b"\x00" * 40,
        archive(**{"a.txt": "rien"}),
        archive(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""}),
        office("application/vnd.oasis.opendocument.presentation"),
        archive(mimetype="application/vnd.oasis.opendocument.text", Basic__a="Sub"),
        b"GIF89a",
    ],
    ids=["html", "svg", "exe", "broken-zip", "zip", "word-macro", "odp", "odt-macro", "gif"],
)
def test_another_type_is_refused_whatever_its_name(author, award, content):
    with pytest.raises(ValidationError, match="pas d’un type accepté"):
        add_document(author, award, upload("Convention.pdf", content))
    assert not Document.objects.exists()


def test_a_file_too_big_or_empty_is_refused(author, award, settings):
    settings.DOCUMENT_MAX_MB = 1
    with pytest.raises(ValidationError, match="dépasse 1 Mo"):
        add_document(author, award, upload(content=PDF + b"0" * 1024 * 1024))
    with pytest.raises(ValidationError, match="vide"):
        add_document(author, award, upload(content=b""))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Charte.pdf", "Charte.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\bureau\\prêt.docx", "prêt.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a  Set-Cookie: b.pdf"),
        ("...", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name, kept):
    assert clean_name(name, DocumentKind.PDF) == kept


def test_files_are_kept_outside_of_what_is_published(settings):
    folder = Path(storages["documents"].location)
    assert folder == settings.DATA_DIR / "documents"
    assert not folder.is_relative_to(settings.STATIC_ROOT)
    assert not settings.MEDIA_ROOT
    assert not any("documents" in one for one in map(str, settings.STATICFILES_DIRS))


def test_a_stored_file_says_nothing_and_only_the_server_reads_it(document):
    stored = Path(document.file.path)
    assert document.token in stored.name
    assert "Charte" not in stored.name
    assert stored.stat().st_mode & 0o077 == 0


def test_a_token_cannot_be_guessed(author, award):
    tokens = {add_document(author, award, upload()).token for _ in range(5)}
    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 32


def test_a_document_is_downloaded_never_shown(document, signed_in):
    response = signed_in.get(address(document))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response["Cache-Control"]


def test_a_stranger_is_sent_to_the_login_page(document, client):
    response = client.get(address(document))
    assert response.status_code == 302
    assert "/connexion/" in response["Location"]


@pytest.mark.parametrize(
    ("rights", "status"),
    [((), 403), (("view_equipmentloan",), 403), (("view_labelaward",), 200)],
    ids=["none", "of-loans", "of-labels"],
)
def test_only_those_allowed_read_a_document(document, client, rights, status):
    client.force_login(staff(*rights), backend=BACKEND)
    assert client.get(address(document)).status_code == status


@pytest.mark.parametrize("token", ["rien", "x" * 32, "1"])
def test_a_wrong_address_is_nowhere(document, signed_in, token):
    assert signed_in.get(f"/coordination/documents/{token}/").status_code == 404


def test_the_number_of_a_document_is_no_address(document, signed_in):
    assert signed_in.get(f"/coordination/documents/{document.pk}/").status_code == 404


def test_a_document_removed_is_erased_and_its_record_stays(
    document, signed_in, django_capture_on_commit_callbacks
):
    stored = Path(document.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in.post(
            f"{address(document)}retirer/", {"suite": "/coordination/labels/"}
        )
    assert response["Location"] == "/coordination/labels/"
    document.refresh_from_db()
    assert (document.removed_by, document.name) == ("Camille Durand", "Charte signée.pdf")
    assert document.removed_at
    assert not stored.exists()
    assert signed_in.get(address(document)).status_code == 404


def test_reading_does_not_allow_removing(document, client):
    client.force_login(staff("view_labelaward"), backend=BACKEND)
    assert client.post(f"{address(document)}retirer/").status_code == 403
    assert Document.objects.kept().exists()


def test_a_document_is_not_removed_by_a_link(document, signed_in):
    assert signed_in.get(f"{address(document)}retirer/").status_code == 405


def test_removing_twice_is_removing_once(author, document):
    remove_document(author, document)
    remove_document(author, document)
    assert Document.history.filter(history_type="~").count() == 1


def test_a_write_that_fails_leaves_no_file(author, award, monkeypatch, private_documents):
    monkeypatch.setattr(Document, "full_clean", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        documents.add_document(author, award, upload())
    assert list(Path(private_documents.location).iterdir()) == []


def test_a_file_lost_on_the_disk_is_said_missing(document, signed_in):
    Path(document.file.path).unlink()
    assert signed_in.get(address(document)).status_code == 404


def test_a_charter_is_added_to_a_label(signed_in):
    url = "/coordination/labels/charte/ecn/"
    response = signed_in.post(f"{url}document/", {"file": upload("Charte ECN.pdf")})
    assert response["Location"] == url
    page = signed_in.get(url).content.decode()
    assert "Charte ECN.pdf" in page
    refused = signed_in.post(f"{url}document/", {"file": upload("Charte.pdf", b"non")})
    assert refused.status_code == 400
    assert "pas d’un type accepté" in refused.content.decode()
