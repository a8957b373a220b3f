from django.contrib import admin, messages
from django.forms import BaseModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from ..actions.confirm import confirm_sites
from ..actions.edit import note_local_edits, set_publication
from ..actions.recording import Author
from ..actions.slugs import SlugMaker
from ..hours.osm import UnreadableHours, parse
from ..models import Act, Closure, Equipment, Need, Service, Site
from ..models.fields import Codes
from ..vocabulary import Publication
from .label import AwardInline
from .recorded import RecordedAdmin, RecordedInline

PART_OF_MODEL = {
    Service: "services",
    Equipment: "equipment",
    Closure: "closures",
}


class ServiceInline(RecordedInline):
    model = Service

    def codes_for(self, db_field: Codes, request: HttpRequest) -> list[tuple[str, str]]:
        if db_field.name != "needs":
            return super().codes_for(db_field, request)
        if not hasattr(request, "need_choices"):  # a form is built several times a page
            active = Need.objects.filter(active=True)
            request.need_choices = list(active.values_list("code", "name"))
        return request.need_choices


class EquipmentInline(RecordedInline):
    model = Equipment


class ClosureInline(RecordedInline):
    model = Closure


@admin.register(Site)
class SiteAdmin(RecordedAdmin):
    list_display = (
        "name",
        "commune",
        "district",
        "publication",
        "status",
        "confirmed_at",
        "hours_read",
    )
    list_filter = ("publication", "status", "district__parent", "source")
    list_select_related = ("district",)
    search_fields = ("name", "commune", "address", "external_id")
    autocomplete_fields = ("actor", "district", "relocated_to", "source")
    readonly_fields = (
        "slug",
        "local_edits",
        "unread",
        "extra",
        "confirmed_at",
        "confirmed_by",
        "hours_read",
    )
    change_form_template = "admin/places/site/change_form.html"
    inlines = (ServiceInline, EquipmentInline, ClosureInline, AwardInline)
    actions = ("confirm", "publish", "archive")
    save_on_top = True
    fieldsets = (
        (
            None,
            {"fields": ("name", "slug", "publication", "kinds", "actor", "summary", "description")},
        ),
        (
            "Où",
            {
                "fields": (
                    "address",
                    "address_complement",
                    "postal_code",
                    "commune",
                    "insee_code",
                    "district",
                    ("latitude", "longitude", "precision"),
                    "mobility",
                    "home_visits",
                    "home_visit_area",
                    "remote_means",
                )
            },
        ),
        (
            "Quand",
            {
                "fields": (
                    "hours",
                    "hours_read",
                    "status",
                    "paused_until",
                    "status_reason",
                    "relocated_to",
                    "relocation_details",
                )
            },
        ),
        (
            "Comment",
            {
                "fields": (
                    "phone",
                    "emails",
                    "websites",
                    "booking_url",
                    "access_modes",
                    "support_modes",
                    "fees",
                    "price_details",
                    "to_bring",
                )
            },
        ),
        (
            "Pour qui",
            {
                "fields": (
                    "audiences",
                    "special_care",
                    "languages",
                    "wheelchair",
                    "access_details",
                    "acceslibre_url",
                )
            },
        ),
        (
            "Programmes et labels nationaux",
            {"classes": ("collapse",), "fields": ("programmes", "trainings", "other_trainings")},
        ),
        (
            "Source",
            {
                "classes": ("collapse",),
                "fields": (
                    "source",
                    "external_id",
                    "collected_by",
                    "source_details",
                    "source_updated_on",
                    "example_fields",
                    "other_kinds",
                    "extra",
                    "unread",
                    "local_edits",
                    "confirmed_at",
                    "confirmed_by",
                ),
            },
        ),
    )

    @admin.display(description="horaires compris")
    def hours_read(self, site: Site) -> str:
        if not site.hours:
            return "aucun"
        try:
            parse(site.hours)
        except UnreadableHours as error:
            return format_html("<b>non</b> : {}", error)
        return "oui"

    @admin.action(description="Toujours exact (confirmer aujourd’hui)", permissions=["change"])
    def confirm(self, request, queryset):
        count = confirm_sites(Author.of_user(request.user), queryset)
        self._tell(request, f"Lieux confirmés : {count}.")

    @admin.action(description="Publier", permissions=["change"])
    def publish(self, request, queryset):
        author = Author.of_user(request.user)
        count = set_publication(author, queryset, Publication.PUBLISHED)
        self._tell(request, f"Lieux publiés : {count}.")

    @admin.action(description="Archiver (cacher du public)", permissions=["change"])
    def archive(self, request, queryset):
        author = Author.of_user(request.user)
        count = set_publication(author, queryset, Publication.ARCHIVED)
        self._tell(request, f"Lieux archivés : {count}.")

    def _tell(self, request, said: str) -> None:
        """A message that offers to undo the act it tells, to those who may."""
        last = Act.objects.filter(user=request.user).first()
        if last and request.user.has_perm("places.undo_act"):
            address = reverse("undo-act", args=[last.pk])
            said = format_html('{} <a href="{}">Annuler</a>', said, address)
        messages.success(request, said)

    def has_delete_permission(self, request, obj=None) -> bool:
        """A listing is archived, never deleted: its history and its address stay."""
        return False

    def save_model(self, request, obj: Site, form: BaseModelForm, change: bool):
        if not change:
            obj.slug = SlugMaker().make(obj.name, obj.commune)
        note_local_edits(obj, Author.of_user(request.user), form.changed_data)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = [formset.model for formset in formsets if formset.has_changed()]
        parts = [PART_OF_MODEL[model] for model in changed]
        if parts:
            note_local_edits(form.instance, Author.of_user(request.user), parts)
            form.instance.save(update_fields=["local_edits", "updated_at"])

    def published_by(self, writing, obj: Site) -> None:
        writing.touch(obj)
