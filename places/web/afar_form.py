"""« Sans se déplacer » : by what a place helps from afar, and to which homes it goes."""

from collections.abc import Iterable

from django import forms

from ..directory import load
from ..models import District, Site
from ..text import normalise
from ..vocabulary import RemoteMeans

YES, NO = "oui", "non"
IS_SAID = {True: YES, False: NO}
NAMES = (
    *("remote_means", "home_visits"),
    *("home_visit_districts", "home_visit_communes", "home_visit_area"),
)


def districts() -> dict[str, str]:
    """Slug → name of every quartier and secteur."""
    return dict(District.objects.values_list("slug", "name"))


def communes() -> dict[str, str]:
    """INSEE code → name of the communes where some place is."""
    return load.current().directory.commune_names


AREAS = {"home_visit_districts": districts, "home_visit_communes": communes}


def choices(labels: dict[str, str], held: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Every value known, and those already chosen, by name."""
    unknown = {code: code for code in held if code not in labels}
    return sorted({**labels, **unknown}.items(), key=lambda choice: normalise(choice[1]))


class AfarForm(forms.Form):
    remote_means = forms.MultipleChoiceField(
        label="Aider à distance",
        choices=RemoteMeans.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Rien de coché : pas d’aide à distance, ou moyen non précisé.",
    )
    home_visits = forms.ChoiceField(
        label="Aller à domicile ?",
        choices=[(YES, "Oui"), (NO, "Non"), ("", "Non précisé")],
        widget=forms.RadioSelect,
        required=False,
    )
    home_visit_communes = forms.MultipleChoiceField(
        label="Dans quelles communes ?", widget=forms.CheckboxSelectMultiple, required=False
    )
    home_visit_districts = forms.MultipleChoiceField(
        label="Ou seulement dans quels quartiers ?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Un secteur compte pour tous ses quartiers. Rien de coché : zone à demander.",
    )
    home_visit_area = forms.CharField(
        label="Précision sur la zone",
        max_length=300,
        required=False,
        help_text="Par exemple : jusqu’au canal.",
    )

    def __init__(self, data=None, *, site: Site):
        initial = {name: getattr(site, name) for name in NAMES}
        initial["home_visits"] = IS_SAID.get(site.home_visits, "")
        super().__init__(data, initial=initial)
        for name, areas in AREAS.items():
            self.fields[name].choices = choices(areas(), self.initial[name])

    def clean(self) -> dict:
        cleaned = super().clean()
        areas = [cleaned.get(name) for name in NAMES if name.startswith("home_visit_")]
        if any(areas) and cleaned.get("home_visits") != YES:
            self.add_error("home_visits", "Vous donnez une zone : répondez « Oui ».")
        return cleaned

    def told(self) -> dict:
        """The valid form as fields of a listing."""
        said = {name: self.cleaned_data[name] for name in NAMES}
        return said | {"home_visits": {YES: True, NO: False}.get(said["home_visits"])}
