"""Files of the back office: taken after a look at what they really are, kept privately, removed.

Raises django's ValidationError, in French, under « file ».
"""

import re
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from ..models import Document, EquipmentLoan, Label, LabelAward
from ..vocabulary import MIME_TYPES, DocumentKind
from .recording import Author, act

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
HEAD_BYTES = 1024  # where a PDF says so at the latest
SIGNATURES = {b"\xff\xd8\xff": DocumentKind.JPEG, b"\x89PNG\r\n\x1a\n": DocumentKind.PNG}
OPEN_DOCUMENTS = {MIME_TYPES[kind].encode(): kind for kind in (DocumentKind.ODT, DocumentKind.ODS)}
WORD_PARTS = {"[Content_Types].xml", "word/document.xml"}
MACROS = "vbaProject.bin"
ACCEPTED = "Formats acceptés : PDF, JPEG, PNG, ODT, ODS, DOCX."
_OWNERS: dict[type[Model], str] = {Label: "label", LabelAward: "award", EquipmentLoan: "loan"}


def add_document(
    author: Author, owner: Label | LabelAward | EquipmentLoan, upload: UploadedFile
) -> Document:
    """Keep a file beside a label, an award or a loan; its content, not its name, says its type."""
    kind = check_upload(upload)
    document = Document(
        name=clean_name(upload.name, kind),
        kind=kind,
        size=upload.size,
        uploaded_by=author.name,
        **{_OWNERS[type(owner)]: owner},
    )
    with act(author, f"Document ajouté : {document.name}"):
        document.file.save(document.name, upload, save=False)
        try:
            document.full_clean()
            document.save()
        except BaseException:
            document.file.storage.delete(document.file.name)
            raise
    return document


def remove_document(author: Author, document: Document) -> None:
    """Erase the content; who removed what, and when, stays."""
    if document.removed_at:
        return
    storage, stored = document.file.storage, document.file.name
    with act(author, f"Document retiré : {document.name}"):
        document.removed_at, document.removed_by = timezone.now(), author.name
        document.file = ""
        document.save()
        transaction.on_commit(lambda: storage.delete(stored))


def check_upload(upload: UploadedFile) -> DocumentKind:
    """What the file really is; raises when it is too big, empty or of no accepted type."""
    limit = settings.DOCUMENT_MAX_MB
    if upload.size > limit * MEGABYTE:
        raise ValidationError({"file": f"Ce fichier dépasse {limit} Mo."})
    if not upload.size:
        raise ValidationError({"file": "Ce fichier est vide."})
    kind = kind_of(upload)
    if kind is None:
        raise ValidationError({"file": f"Ce fichier n’est pas d’un type accepté. {ACCEPTED}"})
    return kind


def kind_of(file: BinaryIO) -> DocumentKind | None:
    """The type told by the content; None for any other, macros included. Leaves it rewound."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    try:
        if b"%PDF-" in head:
            return DocumentKind.PDF
        for signature, kind in SIGNATURES.items():
            if head.startswith(signature):
                return kind
        return _kind_of_archive(file) if head.startswith(b"PK\x03\x04") else None
    finally:
        file.seek(0)


def clean_name(name: str, kind: DocumentKind) -> str:
    """A file name without folders, control characters or length, with its real extension."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/"))
    stem = PurePosixPath(text).name
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem)
    stem = "".join(char if char.isprintable() else " " for char in stem).strip(" .")
    return f"{stem[:LONGEST_NAME] or 'document'}.{kind}"


def _kind_of_archive(file: BinaryIO) -> DocumentKind | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(name.endswith(MACROS) or name.startswith("Basic/") for name in names):
                return None
            if names[:1] == ["mimetype"]:
                with archive.open("mimetype") as entry:
                    return OPEN_DOCUMENTS.get(entry.read(100))
            return DocumentKind.DOCX if WORD_PARTS.issubset(names) else None
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return None
