from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from ..vocabulary import (
    KIND_LABELS,
    LANGUAGE_LABELS,
    AccessMode,
    Audience,
    Confirmation,
    Fee,
    Mobility,
    NationalProgramme,
    Precision,
    Publication,
    RemoteMeans,
    SiteStatus,
    SpecialCare,
    SupportMode,
    Training,
    Wheelchair,
)
from .actor import Actor
from .checks import CheckedTogether
from .district import District
from .fields import Codes, position_constraints
from .history import records
from .source import Source

digits = {5: RegexValidator(r"^\d{5}$", "Cinq chiffres sont attendus.")}
insee = RegexValidator(r"^([013-9]\d|2[AB1-9])\d{3}$", "Ce n’est pas un code INSEE.")
phone = RegexValidator(r"^\+\d{6,15}$", "Le numéro commence par + et l’indicatif du pays.")


class SiteQuerySet(models.QuerySet):
    def published(self) -> "SiteQuerySet":
        return self.filter(publication=Publication.PUBLISHED)

    def shown(self) -> "SiteQuerySet":
        """Those that residents see: published, and not closed for ever."""
        return self.published().exclude(status=SiteStatus.CLOSED)

    def with_parts(self) -> "SiteQuerySet":
        """What tells two listings apart: its rows, without the days of workshops and stops."""
        return self.select_related(
            "actor__parent", "district__parent", "source", "relocated_to"
        ).prefetch_related(
            "services", "equipment", "closures", "awards__label", "workshops", "stops"
        )

    def with_public_parts(self) -> "SiteQuerySet":
        """Everything the press reads of a site, in a fixed number of queries."""
        return self.with_parts().prefetch_related(
            "workshops__sessions", "stops__sessions", "stops__district__parent"
        )


class Site(CheckedTogether):
    """A place where people get help. Lists of codes apply to the whole site; a service may
    say otherwise for itself."""

    slug = models.SlugField("adresse de la fiche", max_length=120, unique=True)
    name = models.CharField("nom", max_length=300)
    kinds = Codes("types de lieu", choices_of=KIND_LABELS)
    other_kinds = Codes("autres types (non reconnus)")
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="sites", verbose_name="acteur"
    )
    summary = models.CharField("présentation courte", max_length=280, blank=True)
    description = models.TextField("présentation", blank=True)

    address = models.CharField("adresse", max_length=300, blank=True)
    address_complement = models.CharField("complément d’adresse", max_length=300, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True, validators=[digits[5]])
    insee_code = models.CharField("code INSEE", max_length=5, blank=True, validators=[insee])
    commune = models.CharField("commune", max_length=200)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name="quartier",
    )
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    precision = models.CharField(
        "précision de la position", max_length=10, choices=Precision.choices, blank=True
    )
    mobility = Codes("fixe ou itinérant", choices_of=Mobility)
    home_visits = models.BooleanField("se déplace à domicile", null=True, blank=True)
    home_visit_area = models.CharField("où à domicile", max_length=300, blank=True)
    home_visit_districts = Codes("quartiers à domicile")  # slugs of District
    home_visit_communes = Codes("communes à domicile")  # INSEE codes
    remote_means = Codes("aide à distance", choices_of=RemoteMeans)

    phone = models.CharField("téléphone", max_length=20, blank=True, validators=[phone])
    emails = Codes("courriels publics")
    websites = Codes("sites web")
    booking_url = models.URLField("prise de rendez-vous", max_length=500, blank=True)

    hours = models.TextField("horaires (texte OSM)", blank=True)
    access_modes = Codes("comment venir", choices_of=AccessMode)
    support_modes = Codes("formes d’aide", choices_of=SupportMode)
    audiences = Codes("publics", choices_of=Audience)
    special_care = Codes("accueil particulier", choices_of=SpecialCare)
    fees = Codes("prix", choices_of=Fee)
    price_details = models.CharField("précision sur le prix", max_length=200, blank=True)
    to_bring = models.CharField("à apporter", max_length=300, blank=True)
    languages = Codes("langues parlées", choices_of=LANGUAGE_LABELS)
    wheelchair = models.CharField(
        "fauteuil roulant", max_length=10, choices=Wheelchair.choices, blank=True
    )
    access_details = models.CharField("comment entrer", max_length=300, blank=True)
    acceslibre_url = models.URLField("fiche acceslibre", max_length=500, blank=True)
    programmes = Codes("dispositifs nationaux", choices_of=NationalProgramme)
    trainings = Codes("formations et labels nationaux", choices_of=Training)
    other_trainings = models.CharField("autres formations et labels", max_length=500, blank=True)

    status = models.CharField(
        "état", max_length=10, choices=SiteStatus.choices, default=SiteStatus.OPEN
    )
    paused_until = models.DateField("fermé jusqu’au (compris)", null=True, blank=True)
    status_reason = models.CharField("raison", max_length=300, blank=True)
    relocated_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="welcomes",
        verbose_name="activités déplacées à",
    )
    relocation_details = models.CharField(
        "précision sur le déplacement", max_length=300, blank=True
    )
    publication = models.CharField(
        "publication", max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    confirmed_by = models.CharField("confirmé par", max_length=200, blank=True)
    confirmed_how = models.CharField(
        "confirmé comment", max_length=10, choices=Confirmation.choices, blank=True
    )

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="sites", verbose_name="source"
    )
    external_id = models.CharField("identifiant dans la source", max_length=200, blank=True)
    collected_by = models.CharField("collecté par", max_length=300, blank=True)
    source_details = models.TextField("d’où viennent les informations", blank=True)
    source_updated_on = models.DateField("mis à jour par la source le", null=True, blank=True)
    extra = models.JSONField("colonnes inconnues du standard", default=dict, blank=True)
    unread = models.JSONField("cellules non comprises", default=dict, blank=True)
    local_edits = models.JSONField("champs corrigés ici, et quand", default=dict, blank=True)
    example_fields = Codes("champs remplis pour l’exemple")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = records()
    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["name"]
        permissions = [("merge_site", "Peut fusionner deux lieux")]
        constraints = [
            *position_constraints("site"),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(external_id=""),
                name="site_once_a_source",
                violation_error_message="Ce lieu existe déjà pour cette source.",
            ),
            models.CheckConstraint(
                condition=Q(external_id="") | Q(source__isnull=False),
                name="site_external_id_has_source",
            ),
            models.CheckConstraint(
                condition=(Q(latitude__isnull=True) & Q(precision=""))
                | (Q(latitude__isnull=False) & ~Q(precision="")),
                name="site_position_has_precision",
                violation_error_message="Une position dit sa précision.",
            ),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | Q(status=SiteStatus.PAUSED),
                name="site_paused_until_only_when_paused",
                violation_error_message="La date de retour ne vaut que pour un lieu fermé "
                "temporairement.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | ~Q(confirmed_by=""),
                name="site_confirmation_has_author",
                violation_error_message="Une confirmation dit par qui.",
            ),
            models.CheckConstraint(
                condition=~Q(relocated_to=F("id")),
                name="site_not_relocated_to_itself",
                violation_error_message="Un lieu ne peut pas être déplacé chez lui-même.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(commune=""),
                name="site_has_name_and_commune",
                violation_error_message="Un lieu a un nom et une commune.",
            ),
            models.CheckConstraint(
                condition=Q(publication__in=Publication.values) & Q(status__in=SiteStatus.values),
                name="site_known_states",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """Days on which a site does not keep its ordinary hours; both ends are included."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="closures")
    start = models.DateField("du")
    end = models.DateField("au (compris ; vide : jusqu’à nouvel ordre)", null=True, blank=True)
    reason = models.CharField("raison", max_length=200, blank=True)
    replacement = models.TextField("horaires de remplacement (texte OSM)", blank=True)
    history = records()

    class Meta:
        verbose_name = "fermeture exceptionnelle"
        verbose_name_plural = "fermetures exceptionnelles"
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="closure_end_after_start",
                violation_error_message="La fin ne peut pas être avant le début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.site} : {self.start} – {self.end or '…'}"
