"""The people who answer for the places: who has an address, links sent and opened, successors."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ...actions.access import revoke_links, send_link
from ...actions.recording import Author
from ...actions.succession import accept_successor, refuse_successor
from ...models import Contact, Mail, Succession
from ..partner.door import link_base
from .access import needs
from .back import back

PAGE_SIZE = 50
MOST_STUCK = 20
A_WHILE = timedelta(minutes=5)  # an e-mail that leaves at all has left by then


class ContactSearchForm(forms.Form):
    q = forms.CharField(label="Nom, acteur ou courriel", max_length=100, required=False)

    @property
    def text(self) -> str:
        return self.cleaned_data["q"] if self.is_valid() else ""


@require_safe
@needs("places.change_contact")
def contacts(request: HttpRequest) -> HttpResponse:
    form = ContactSearchForm(request.GET)
    found = Contact.objects.select_related("actor").order_by("actor__name", "name", "pk")
    if form.text:
        found = found.filter(
            Q(name__icontains=form.text)
            | Q(actor__name__icontains=form.text)
            | Q(email__icontains=form.text)
        )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = _with_links(page.object_list)
    context = {"form": form, "rows": page, "successions": _waiting(), "stuck": _stuck()}
    return render(request, "places/coordination/contacts.html", context)


@require_POST
@needs("places.change_contact")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """« Envoyer un lien. »"""
    contact = get_object_or_404(Contact.objects.select_related("actor"), pk=pk)
    try:
        send_link(Author.of_user(request.user).name, contact, link_base(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"Un lien part vers {contact.email}.")
    return back(request, "contacts")


@require_POST
@needs("places.change_contact")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """« Fermer ses liens. »"""
    contact = get_object_or_404(Contact, pk=pk)
    revoke_links(contact)
    messages.success(request, f"Plus aucun lien de {contact.name} ne marche.")
    return back(request, "contacts")


@require_POST
@needs("places.change_succession")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """`geste`: « accepter » or « refuser »."""
    succession = get_object_or_404(Succession.objects.select_related("actor", "contact"), pk=pk)
    author = Author.of_user(request.user)
    try:
        if request.POST.get("geste") == "accepter":
            accept_successor(author, succession, link_base(request))
            messages.success(request, f"{succession.name} reçoit un lien.")
        else:
            refuse_successor(author, succession)
            messages.success(request, f"{succession.name} n’est pas ajouté aux contacts.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back(request, "contacts")


def _waiting() -> list[Succession]:
    waiting = Succession.objects.filter(decided_at=None)
    return list(waiting.select_related("actor", "contact").order_by("created_at"))


def _stuck() -> list[Mail]:
    return list(Mail.objects.stuck(timezone.now() - A_WHILE)[:MOST_STUCK])


def _with_links(page) -> list[Contact]:
    """The contacts of a page with `places`, `sent_at` and `opened_at`, in one query."""
    keys = [contact.pk for contact in page]
    counted = Contact.objects.filter(pk__in=keys).annotate(
        places=Count("actor__sites", distinct=True),
        sent_at=Max("links__created_at"),
        opened_at=Max("links__opened_at"),
    )
    known = {contact.pk: contact for contact in counted.select_related("actor")}
    return [known[pk] for pk in keys]


routes = [
    path("contacts/", contacts, name="contacts"),
    path("contacts/<int:pk>/lien/", send, name="contact-send"),
    path("contacts/<int:pk>/fermer/", revoke, name="contact-revoke"),
    path("successions/<int:pk>/", decide, name="succession-decide"),
]
