"""Documents of the back office: handed only to those allowed, never from a guessable address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from ...actions.documents import remove_document
from ...actions.recording import Author
from ...models import Document
from ...vocabulary import MIME_TYPES, DocumentKind
from .access import needs
from .back import back

# what a document goes with: (to read it, to add or remove it)
RIGHTS = {
    "label": ("places.view_labelaward", "places.change_label"),
    "award": ("places.view_labelaward", "places.decide_award"),
    "loan": ("places.view_equipmentloan", "places.change_equipmentloan"),
}


@require_safe
@needs()
def document(request: HttpRequest, token: str) -> HttpResponse:
    found = _allowed(request, token, to_change=False)
    try:
        content = found.file.open()
    except OSError as error:
        raise Http404("Ce document n’est plus sur le disque.") from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=MIME_TYPES[DocumentKind(found.kind)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
@needs()
def remove(request: HttpRequest, token: str) -> HttpResponse:
    found = _allowed(request, token, to_change=True)
    remove_document(Author.of_user(request.user), found)
    messages.success(request, f"« {found.name} » est retiré.")
    return back(request, reverse("labels"))


def _allowed(request: HttpRequest, token: str, *, to_change: bool) -> Document:
    """Raises Http404 for a wrong address or a document removed, PermissionDenied without the
    right."""
    found = Document.objects.kept().filter(token=token).first()
    if found is None:
        raise Http404("Aucun document à cette adresse.")
    rights = next(RIGHTS[name] for name in RIGHTS if getattr(found, f"{name}_id"))
    if not request.user.has_perm(rights[to_change]):
        raise PermissionDenied
    return found


routes = [
    path("documents/<str:token>/", document, name="document"),
    path("documents/<str:token>/retirer/", remove, name="document-remove"),
]
