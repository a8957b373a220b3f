"""The form of an action of the plan: what it is, who does it, which gap it answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ...diagnosis.landscape import landscape
from ...directory import load
from ...models import District, Need, PlanAction
from ...vocabulary import Moment, PlanState, Priority
from .fields import DayField

FIELDS = (
    "title description lead partners funding funding_url funding_closes_on state "
    "given_up_because due_on priority need district moment figure gap is_public"
).split()
GAP = "need district moment figure gap".split()


class PlanForm(forms.Form):
    title = forms.CharField(
        label="Titre",
        max_length=200,
        help_text="Par exemple : ouvrir un créneau le soir à l’Épeule.",
        error_messages={"required": "Écrivez ce que l’on va faire."},
    )
    description = forms.CharField(
        label="Description", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    lead = forms.CharField(
        label="Qui s’en occupe",
        max_length=200,
        required=False,
        help_text="Un service ou une association, pas le nom d’une personne.",
    )
    partners = forms.CharField(label="Avec qui", max_length=500, required=False)
    need = forms.ModelChoiceField(
        Need.objects.order_by("name"),
        to_field_name="code",
        label="Le manque : quel besoin",
        required=False,
        empty_label="Aucun en particulier",
        error_messages={"invalid_choice": "Choisissez un besoin de la liste."},
    )
    district = forms.ModelChoiceField(
        District.objects.order_by("name"),
        to_field_name="slug",
        label="Dans quel quartier",
        required=False,
        empty_label="Toute la ville",
        error_messages={"invalid_choice": "Choisissez un quartier de la liste."},
    )
    moment = forms.ChoiceField(
        label="À quel moment",
        choices=[("", "Peu importe"), *Moment.choices],
        required=False,
        error_messages={"invalid_choice": "Choisissez un moment de la liste."},
    )
    gap = forms.CharField(label="Le manque, avec vos mots", max_length=300, required=False)
    figure = forms.CharField(
        label="Tableau de l’état des lieux",
        max_length=60,
        required=False,
        help_text="Son nom dans l’adresse. Par exemple : manques.",
    )
    funding = forms.CharField(label="Piste de financement", max_length=200, required=False)
    funding_url = forms.URLField(
        label="Page du financement",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Écrivez une adresse, par exemple https://exemple.fr."},
    )
    funding_closes_on = DayField(label="Demande à déposer avant le", required=False)
    due_on = DayField(label="À finir pour le", required=False)
    priority = forms.ChoiceField(label="Priorité", choices=Priority.choices)
    state = forms.ChoiceField(label="État", choices=PlanState.choices)
    given_up_because = forms.CharField(
        label="Si elle est abandonnée, pourquoi", max_length=300, required=False
    )
    is_public = forms.BooleanField(
        label="Visible dans l’état des lieux",
        required=False,
        help_text="Tout le monde lit alors le titre, le manque, qui s’en occupe, l’état, la date.",
    )

    def clean_figure(self) -> str:
        code = self.cleaned_data["figure"].strip()
        found = landscape(load.current().directory, timezone.now()) if code else None
        if found and not (found.table(code) or found.figure(code)):
            raise ValidationError("Aucun tableau de l’état des lieux ne porte ce nom.")
        return code

    def clean(self) -> dict:
        data = super().clean()
        if data.get("state") == PlanState.GIVEN_UP and not data.get("given_up_because"):
            self.add_error("given_up_because", "Dites pourquoi l’action est abandonnée.")
        return data


def form_of(action: PlanAction, asked=None) -> PlanForm:
    """The form of an action; a new one starts from the gap that the address tells (`asked`)."""
    if action.pk is None:
        told = {name: (asked or {}).get(name, "") for name in ("title", *GAP)}
        return PlanForm(initial=told | {"state": PlanState.TO_START, "priority": Priority.NORMAL})
    told = {name: getattr(action, name) for name in FIELDS}
    told["need"] = action.need.code if action.need else ""
    told["district"] = action.district.slug if action.district else ""
    return PlanForm(initial=told)


def seen_in(data) -> object:
    """When the action shown was last changed, as its form carried it; None when it says not."""
    try:
        return parse_datetime(data.get("seen", ""))
    except ValueError:
        return None
