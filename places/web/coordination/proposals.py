"""Proposals: whoever may propose a correction, and the coordinator who decides."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from ...actions import propose as actions
from ...actions.recording import Author
from ...diagnosis.changes import field_label
from ...diagnosis.proposals import PART_LABELS, Side, sides
from ...models import Proposal, Site
from ...vocabulary import ProposalState
from .access import needs
from .acts import with_undo
from .back import back
from .site_fields import SiteValuesForm, attach, marks_of

PAGE_SIZE = 50
DECIDE = "places.decide_proposal"
MAIN_FIELDS = (
    *("name", "address", "address_complement", "postal_code", "phone", "emails", "websites"),
    *("hours", "description", "to_bring", "status", "paused_until", "status_reason"),
)


class ProposeForm(SiteValuesForm):
    comment = forms.CharField(
        label="Comment le savez-vous ?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label="Courriel pour la réponse",
        required=False,
        help_text="Il est effacé après la réponse, ou après 90 jours.",
    )


class DecideForm(SiteValuesForm):
    answer = forms.CharField(
        label="Réponse, ou raison du refus",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@needs("places.view_proposal")
def proposals(request: HttpRequest) -> HttpResponse:
    first = Case(When(state=ProposalState.WAITING, then=Value(0)), default=Value(1))
    found = Proposal.objects.select_related("site").order_by(first, "-created_at", "-pk")
    rows = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "lines": [(one, subjects(one)) for one in rows],
        "waiting": Proposal.objects.waiting().count(),
    }
    return render(request, "places/coordination/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_proposal")
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.select_related("site", "act"), pk=pk)
    if request.method != "POST":
        return _page(request, found)
    match request.POST.get("decision"):
        case "retirer" if found.user_id == request.user.pk:
            return _act(request, found, lambda form: actions.withdraw(_author(request), found))
        case "renvoyer":
            return _resend(request, found)
        case "refuser":
            return _act(request, found, lambda form: _refuse(request, found, form))
        case "accepter":
            return _act(request, found, lambda form: _accept(request, found, form))
    raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.add_proposal")
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(Site, pk=pk)
    form = ProposeForm(request.POST or None, site=site, names=MAIN_FIELDS)
    status = 200
    overtaken: list[tuple[str, str]] = []
    if form.is_bound:
        status = 400
        if form.is_valid():
            overtaken = [(form.fields[name].label, said) for name, said in form.overtaken().items()]
            status = 409 if overtaken else 400
            if not overtaken and _propose(request, site, form):
                return back(request, "coordination")
    context = {"site": site, "form": form, "overtaken": overtaken}
    return render(request, "places/coordination/propose.html", context, status=status)


def subjects(proposal: Proposal) -> str:
    """« Téléphone, Horaires »: what a proposal is about."""
    names = [field_label(Site._meta.get_field(name)) for name in proposal.changes]
    return ", ".join([*names, *(PART_LABELS[name] for name in proposal.parts)])


def _propose(request: HttpRequest, site: Site, form: ProposeForm) -> bool:
    data = form.cleaned_data
    try:
        actions.propose(
            _author(request), site, form.touched(), comment=data["comment"], email=data["email"]
        )
    except ValidationError as error:
        attach(form, error)
        return False
    messages.success(request, f"Votre proposition pour « {site} » est enregistrée.")
    return True


def _accept(request: HttpRequest, found: Proposal, form: DecideForm) -> Proposal:
    _check_right(request)
    accepted = request.POST.getlist("accepte")
    return actions.decide(
        _author(request),
        found,
        accepted,
        values={name: form.cleaned_data[name] for name in form.names if name in accepted},
        shown=marks_of(request.POST),
        answer=form.cleaned_data["answer"],
    )


def _refuse(request: HttpRequest, found: Proposal, form: DecideForm) -> Proposal:
    _check_right(request)
    return actions.refuse(_author(request), found, form.cleaned_data["answer"])


def _act(request: HttpRequest, found: Proposal, decide) -> HttpResponse:
    """Do what was asked; else the page again, with all that was typed and why not."""
    form = _form(found, request.POST)
    if not form.is_valid() and request.POST.get("decision") == "accepter":
        return _page(request, found, form, status=400)
    form.cleaned_data.setdefault("answer", request.POST.get("answer", "").strip())
    try:
        done = decide(form)
    except actions.Overtaken as error:
        found.site.refresh_from_db()
        attach(form, error)
        return _page(request, found, form, overtaken=frozenset(error.names), status=409)
    except ValidationError as error:
        found.refresh_from_db()
        attach(form, error)
        return _page(request, found, form, status=400 if found.is_waiting else 409)
    done.refresh_from_db()
    said = f"Proposition pour « {found.site} » : {done.get_state_display().lower()}."
    messages.success(request, with_undo(request, said, done.act_id))
    _tell_unsent(request, done)
    return back(request, "proposals")


def _resend(request: HttpRequest, found: Proposal) -> HttpResponse:
    _check_right(request)
    actions.resend(found)
    found.refresh_from_db()
    if not found.has_unsent_answer:
        messages.success(request, "La réponse est partie.")
    _tell_unsent(request, found)
    return back(request, "proposals")


def _tell_unsent(request: HttpRequest, found: Proposal) -> None:
    if found.has_unsent_answer:
        messages.error(
            request, "La réponse n’est pas partie : le courriel ne marche pas. Elle est gardée."
        )


def _form(found: Proposal, data=None) -> DecideForm:
    names = [name for name in found.changes if found.is_waiting]
    form = DecideForm(data, site=found.site, names=names)
    for name in names:
        form.fields[name].initial = found.changes[name]
        form.fields[name].required = False  # only what is accepted counts: the listing refuses
    return form


def _page(
    request: HttpRequest,
    found: Proposal,
    form: DecideForm | None = None,
    *,
    overtaken: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    form = form or _form(found)
    found.site = Site.objects.prefetch_related(*found.parts).get(pk=found.site_id)
    told = sides(found, found.site)
    ticked = _ticked(request, told, overtaken)
    context = {
        "proposal": found,
        "site": found.site,
        "form": form,
        "sides": [
            (
                one,
                None if one.is_part or one.name not in form.fields else form[one.name],
                one.name in ticked,
            )
            for one in told
        ],
        "can_decide": found.is_waiting and request.user.has_perm(DECIDE),
        "can_withdraw": found.is_waiting and found.user_id == request.user.pk,
    }
    return render(request, "places/coordination/proposal.html", context, status=status)


def _ticked(request: HttpRequest, told: list[Side], overtaken: frozenset[str]) -> set[str]:
    """As they were sent; at first all but what the listing has overtaken."""
    if request.method == "POST":
        return set(request.POST.getlist("accepte")) - overtaken
    return {one.name for one in told if not one.is_overtaken}


def _check_right(request: HttpRequest) -> None:
    if not request.user.has_perm(DECIDE):
        raise PermissionDenied


def _author(request: HttpRequest) -> Author:
    return Author.of_user(request.user)


routes = [
    path("propositions/", proposals, name="proposals"),
    path("propositions/<int:pk>/", proposal, name="proposal"),
    path("lieux/<int:pk>/proposer/", propose, name="propose"),
]
