"""Equipment loans: what is out, what is late, what came back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...actions.documents import add_document
from ...actions.labels import paris_today
from ...actions.loans import return_loan, save_loan
from ...actions.recording import Author
from ...models import EquipmentLoan
from .access import needs
from .back import back
from .fields import DayField, DocumentField, take_errors
from .listings import PAGE_SIZE
from .site_choice import SiteChoice

FIELDS = "what count lender starts_on due_on signed_on condition comment".split()


class LoanForm(forms.Form):
    what = forms.CharField(
        label="Matériel prêté",
        max_length=300,
        help_text="Par exemple : ordinateur portable, numéro 12.",
        error_messages={"required": "Écrivez ce qui est prêté."},
    )
    count = forms.IntegerField(
        label="Nombre",
        initial=1,
        min_value=1,
        max_value=9999,
        error_messages={
            "required": "Écrivez un nombre.",
            "invalid": "Écrivez un nombre.",
            "min_value": "Prêtez au moins un objet.",
            "max_value": "C’est trop : vérifiez le nombre.",
        },
    )
    lender = forms.CharField(
        label="Prêté par",
        max_length=200,
        help_text="Le nom d’un acteur de l’annuaire, ou un autre.",
        error_messages={"required": "Écrivez qui prête."},
    )
    to_name = forms.CharField(
        label="Sinon, prêté à l’acteur",
        max_length=300,
        required=False,
        help_text="Seulement si le prêt ne va pas à un lieu. Son nom, comme dans l’annuaire.",
    )
    starts_on = DayField(label="Prêté le")
    due_on = DayField(
        label="À rendre le", required=False, help_text="Vide : pas de date de retour."
    )
    signed_on = DayField(label="Convention signée le", required=False)
    condition = forms.CharField(label="État au départ", max_length=300, required=False)
    comment = forms.CharField(
        label="Remarque", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = DocumentField(required=False, label="Convention ou autre document")


class ReturnForm(forms.Form):
    returned_on = DayField(label="Rendu le")
    condition = forms.CharField(label="État au retour", max_length=300, required=False)


@require_safe
@needs("places.view_equipmentloan")
def loans(request: HttpRequest) -> HttpResponse:
    """Those that are out, the latest first, then those that came back."""
    today = paris_today()
    ordered = EquipmentLoan.objects.with_parties().order_by(
        F("returned_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
    )
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": page,
        "lines": [(loan, loan.is_overdue(today)) for loan in page],
        "out": EquipmentLoan.objects.out().count(),
        "late": EquipmentLoan.objects.overdue(today).count(),
    }
    return render(request, "places/coordination/loans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.add_equipmentloan")
def loan_new(request: HttpRequest) -> HttpResponse:
    return _loan(request, EquipmentLoan())


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.view_equipmentloan")
def loan(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(EquipmentLoan.objects.with_parties(), pk=pk)
    if request.method == "POST":
        return _change(request, found)
    return _loan(request, found)


@needs("places.change_equipmentloan")
def _change(request: HttpRequest, found: EquipmentLoan) -> HttpResponse:
    return _loan(request, found)


@require_POST
@needs("places.change_equipmentloan")
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(EquipmentLoan.objects.with_parties(), pk=pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        author, values = Author.of_user(request.user), form.cleaned_data
        try:
            return_loan(author, found, on=values["returned_on"], condition=values["condition"])
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, f"Retour noté : {found}.")
            return back(request, "loans")
    found.refresh_from_db()
    return _page(request, found, _initial(found), SiteChoice({}, found.to_site), form, status=400)


def _loan(request: HttpRequest, found: EquipmentLoan) -> HttpResponse:
    """A search for the borrower keeps what is typed; only « Enregistrer » writes."""
    if request.method != "POST":
        return _page(request, found, _initial(found), SiteChoice(request.GET, found.to_site))
    choice = SiteChoice(request.POST, found.to_site)
    if "chercher" in request.POST:
        form = LoanForm(initial={name: request.POST.get(name, "") for name in LoanForm.base_fields})
        return _page(request, found, form, choice)
    form = LoanForm(request.POST, request.FILES)
    if form.is_valid() and _save(request, found, form, choice):
        messages.success(request, "Le prêt est noté.")
        return redirect("loan", found.pk)
    return _page(request, found, form, choice, status=400)


def _save(request: HttpRequest, found: EquipmentLoan, form: LoanForm, choice: SiteChoice) -> bool:
    author, values = Author.of_user(request.user), form.cleaned_data
    told = {name: values[name] for name in FIELDS}
    if values["to_name"] and choice.chosen:
        form.add_error("to_name", "Choisissez un lieu ou un acteur, pas les deux.")
        return False
    was = found.pk
    try:
        with transaction.atomic():
            save_loan(author, found, to_site=choice.chosen, to_name=values["to_name"], **told)
            if values["file"]:
                add_document(author, found, values["file"])
    except ValidationError as error:
        found.pk = was  # a new loan that was undone has no row
        take_errors(form, error)
        return False
    return True


def _initial(found: EquipmentLoan) -> LoanForm:
    if found.pk is None:
        return LoanForm(initial={"starts_on": paris_today()})
    told = {name: getattr(found, name) for name in FIELDS}
    return LoanForm(initial=told | {"to_name": found.to_actor.name if found.to_actor else ""})


def _page(
    request: HttpRequest,
    found: EquipmentLoan,
    form: LoanForm,
    choice: SiteChoice,
    returning: ReturnForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    is_new = found.pk is None
    kept = found
    if status != 200 and not is_new:  # what was refused is on the form, not in the loan
        kept = EquipmentLoan.objects.with_parties().get(pk=found.pk)
    context = {
        "loan": None if is_new else kept,
        "form": form,
        "choice": choice,
        "returning": returning or ReturnForm(initial={"returned_on": paris_today()}),
        "documents": () if is_new else found.documents.kept(),
        "late": not is_new and kept.is_overdue(paris_today()),
        "may_change": request.user.has_perm("places.change_equipmentloan"),
    }
    return render(request, "places/coordination/loan.html", context, status=status)


routes = [
    path("prets/", loans, name="loans"),
    path("prets/nouveau/", loan_new, name="loan-new"),
    path("prets/<int:pk>/", loan, name="loan"),
    path("prets/<int:pk>/retour/", give_back, name="loan-return"),
]
