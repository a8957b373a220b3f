"""« Sans se déplacer » : by what a place helps from afar, and to which homes it goes."""

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
        districts = list(District.objects.order_by("name"))
        known = {one.insee_code: one.commune for one in districts if one.insee_code}
        communes = {**load.current().directory.commune_names, **known}
        if site.insee_code:
            communes[site.insee_code] = site.commune
        self._offer("home_visit_districts", {one.slug: one.name for one in districts})
        self._offer("home_visit_communes", communes)

    def _offer(self, name: str, labels: dict[str, str]) -> None:
        """Every value known, and those already chosen, by name."""
        held = {code: code for code in self.initial[name] if code not in labels}
        choices = sorted({**labels, **held}.items(), key=lambda choice: normalise(choice[1]))
        self.fields[name].choices = choices

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
