"""Small files of each kind a document may be, and some that pretend."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def archive(**members: str) -> bytes:
    """A zip; « __ » stands for « / » in names, members keep their order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, text in members.items():
            made.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def office(mime: str) -> bytes:
    return archive(mimetype=mime, **{"content.xml": "<a/>"})


ODT = office("application/vnd.oasis.opendocument.text")
ODS = office("application/vnd.oasis.opendocument.spreadsheet")
DOCX = archive(**{"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"})


def upload(name: str = "Charte signée.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
