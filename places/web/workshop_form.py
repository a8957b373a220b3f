"""The form of a workshop, for the coordination and the associations: plain dates and lengths."""

from django import forms

from ..directory import load
from ..models import Workshop
from ..vocabulary import Registration, WorkshopLevel
from .coordination.site_fields import PhoneField
from .rule_form import RuleForm

YES, NO = "oui", "non"
SAME = "title description level audience places register register_phone register_url".split()
SAME += ["register_details", "price"]


class WorkshopForm(RuleForm):
    field_order = ("title", "description")

    title = forms.CharField(
        label="Titre de l’atelier",
        max_length=200,
        error_messages={"required": "Donnez un titre à l’atelier."},
    )
    description = forms.CharField(
        label="Ce qu’on y fait", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    needs = forms.MultipleChoiceField(
        label="Pour quel besoin ?", widget=forms.CheckboxSelectMultiple, required=False
    )
    level = forms.ChoiceField(
        label="Niveau", choices=[("", "Tous, ou non précisé"), *WorkshopLevel.choices],
        required=False,
    )  # fmt: skip
    audience = forms.CharField(
        label="Pour qui ?", max_length=200, required=False, help_text="Par exemple : seniors."
    )
    cost = forms.ChoiceField(
        label="Gratuit ?",
        choices=[(YES, "Gratuit"), (NO, "Payant"), ("", "Non précisé")],
        widget=forms.RadioSelect,
        required=False,
    )
    price = forms.CharField(
        label="Prix", max_length=100, required=False, help_text="Par exemple : 2 € la séance."
    )
    places = forms.IntegerField(
        label="Places par séance",
        min_value=1,
        max_value=999,
        required=False,
        help_text="Vide : non précisé.",
        error_messages={
            "invalid": "Écrivez un nombre.",
            "min_value": "Écrivez un nombre de 1 à 999.",
            "max_value": "Écrivez un nombre de 1 à 999.",
        },
    )
    register = forms.ChoiceField(
        label="Comment venir ?",
        choices=[("", "Non précisé"), *Registration.choices],
        required=False,
    )
    register_phone = PhoneField(
        label="Téléphone pour s’inscrire", required=False, max_length=30,
        help_text="Vide : le téléphone du lieu.",
    )  # fmt: skip
    register_url = forms.URLField(
        label="Page pour s’inscrire", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "Ce n’est pas une adresse web."},
    )  # fmt: skip
    register_details = forms.CharField(
        label="Précision", max_length=300, required=False,
        help_text="Par exemple : demandez Yvette à l’accueil.",
    )  # fmt: skip

    def __init__(self, data=None, *, workshop: Workshop, told: dict[str, str] | None = None):
        """`told`: what a new workshop starts from."""
        self.workshop = workshop
        initial = initial_of(workshop) if workshop.title else told
        super().__init__(data, whole=workshop, initial=initial)
        needs = load.current().directory.lists.needs
        self.fields["needs"].choices = [
            *((need.code, need.name) for need in needs),
            *((code, code) for code in workshop.needs if code not in {need.code for need in needs}),
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        is_online = cleaned.get("register") == Registration.ONLINE
        if is_online and cleaned.get("register_url") == "":  # None: refused already
            self.add_error("register_url", "Écrivez l’adresse de la page d’inscription.")
        if cleaned.get("cost") == YES and cleaned.get("price"):
            self.add_error("price", "Un atelier gratuit n’a pas de prix.")
        return cleaned

    def told(self) -> dict:
        """The valid form as what `save_workshop` takes."""
        said = self.cleaned_data
        values = {name: said[name] for name in SAME}
        return values | {
            "needs": said["needs"],
            "is_free": {YES: True, NO: False}.get(said["cost"]),
            **self.told_rule(),
        }


def initial_of(workshop: Workshop) -> dict:
    """What the form shows of a workshop that exists."""
    values = {name: getattr(workshop, name) for name in SAME}
    return values | {
        "needs": workshop.needs,
        "cost": {True: YES, False: NO}.get(workshop.is_free, ""),
    }
