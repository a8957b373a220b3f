"""The form of a stop, for the coordination and the associations: where, and when."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError

from .. import addresses
from ..actions.recording import Author
from ..actions.stops import save_stop
from ..addresses import Address
from ..models import District, Site, Stop
from ..vocabulary import Precision, Publication
from .coordination.fields import take_errors
from .rule_form import RuleForm

MOST_CHOICES = 3
NOT_FOUND = (
    "Nous ne trouvons pas cette adresse. Corrigez-la, ou cochez « Ne pas placer sur la carte »."
)


@dataclass(frozen=True)
class Placed:
    """Where an address is, as the fields of a stop."""

    address: str
    postal_code: str
    insee_code: str
    commune: str
    latitude: float | None = None
    longitude: float | None = None
    precision: str = ""

    @classmethod
    def of(cls, found: Address) -> "Placed":
        street, _, _ = found.label.rpartition(",")
        return cls(
            address=(street or found.label).strip(),
            postal_code=found.postal_code,
            insee_code=found.commune_code,
            commune=found.commune,
            latitude=found.position.latitude,
            longitude=found.position.longitude,
            precision=Precision.EXACT if found.is_exact else Precision.STREET,
        )


class StopForm(RuleForm):
    field_order = ("spot", "address", "unplaced", "district", "note")

    spot = forms.CharField(
        label="Où s’arrête-t-il ?",
        max_length=200,
        help_text="Le nom que les habitants connaissent : place de la Liberté, marché…",
        error_messages={"required": "Écrivez le nom de l’endroit."},
    )
    address = forms.CharField(
        label="Adresse",
        max_length=300,
        required=False,
        help_text="Par exemple : 12 rue de Lannoy, Roubaix. Elle place l’arrêt sur la carte.",
    )
    unplaced = forms.BooleanField(label="Ne pas placer sur la carte", required=False)
    district = forms.ModelChoiceField(
        District.objects.all(),
        label="Quartier",
        required=False,
        empty_label="Non précisé",
        error_messages={"invalid_choice": "Choisissez un quartier de la liste."},
    )
    note = forms.CharField(
        label="Précision",
        max_length=300,
        required=False,
        help_text="Par exemple : devant la boulangerie.",
    )

    def __init__(self, data=None, *, stop: Stop):
        self.stop = stop
        super().__init__(data, whole=stop, initial=initial_of(stop) if stop.spot else None)
        self.fields["repeat"].label = "Quand s’arrête-t-il ?"
        self.fields["repeat"].error_messages["required"] = "Dites quand il s’arrête là."
        self.fields["start"].help_text = "Une semaine sur deux : la date du premier passage."
        self.fields["at"].label = "Heure d’arrivée"
        self.fields["at"].error_messages["required"] = "Écrivez l’heure d’arrivée."
        self.fields["minutes"].label = "Durée de l’arrêt"
        self.placed: Placed | None = None

    def clean(self) -> dict:
        cleaned = super().clean()
        text = cleaned.get("address", "")
        if "address" not in self.errors:
            try:
                self.placed = self._place(text, cleaned)
            except ValidationError as error:
                self.add_error("address", error)
        return cleaned

    def told(self) -> dict:
        """The valid form as what `save_stop` takes."""
        said = self.cleaned_data
        placed = {name: getattr(self.placed, name) for name in Placed.__dataclass_fields__}
        where = {name: said[name] for name in ("spot", "note", "district")}
        return where | placed | self.told_rule()

    def _place(self, text: str, cleaned: dict) -> Placed:
        """What the address says; without one, the middle of the quartier, said to be no better."""
        stop, site = self.stop, self.stop.site
        if cleaned.get("unplaced"):
            return _unplaced(text, site)
        if stop.latitude is not None and text and text == _address(stop):
            return Placed(*(getattr(stop, name) for name in Placed.__dataclass_fields__))
        if text:
            return _found(text)
        district = cleaned.get("district")
        if district is None or district.latitude is None:
            raise ValidationError("Écrivez une adresse ou choisissez un quartier.")
        return Placed(
            *("", "", district.insee_code, district.commune),
            *(district.latitude, district.longitude, Precision.DISTRICT),
        )


def _found(text: str) -> Placed:
    found = addresses.find(text)
    if not found:
        raise ValidationError(NOT_FOUND)
    if len(found) > 1:
        labels = " ; ".join(one.label for one in found[:MOST_CHOICES])
        raise ValidationError(f"Plusieurs adresses répondent. Écrivez par exemple : {labels}.")
    return Placed.of(found[0])


def _unplaced(text: str, site: Site) -> Placed:
    """As typed, in the commune of the place."""
    return Placed(text, site.postal_code, site.insee_code, site.commune)


def initial_of(stop: Stop) -> dict:
    """What the form shows of a stop that exists."""
    return {
        "spot": stop.spot,
        "address": _address(stop),
        "unplaced": stop.latitude is None,
        "district": stop.district_id,
        "note": stop.note,
    }


def _address(stop: Stop) -> str:
    """As the form says it; without a street, nothing: the quartier places it."""
    town = f"{stop.postal_code} {stop.commune}".strip()
    return f"{stop.address}, {town}" if stop.address else ""


def save(author: Author, form: StopForm, *, at_once: bool) -> Stop | None:
    """Write a valid form; None when it is refused, and the form says why."""
    if not form.is_valid():
        return None
    state = Publication.PUBLISHED if at_once else Publication.DRAFT
    try:
        return save_stop(author, form.stop, **form.told() | {"publication": state})
    except ValidationError as error:
        take_errors(form, error)
        return None
