from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from ..models import Document, Label, LabelAward, LabelCriterion
from .recorded import RecordedAdmin, RecordedInline


class ReadOnlyInline(admin.TabularInline):
    """Shown, never changed here: the task pages write."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class CriterionInline(RecordedInline):
    model = LabelCriterion
    ordering = ("position",)

    def has_delete_permission(self, request, obj=None) -> bool:
        """A criterion is set aside, not deleted: old reviews answered it."""
        return False


class DocumentInline(ReadOnlyInline):
    model = Document
    fields = ("document", "kind", "uploaded_at", "uploaded_by")
    readonly_fields = fields

    def get_queryset(self, request) -> QuerySet[Document]:
        return super().get_queryset(request).kept()

    @admin.display(description="document")
    def document(self, document: Document) -> str:
        url = reverse("document", args=[document.token])
        return format_html('<a href="{}">{}</a>', url, document.name)


class AwardInline(ReadOnlyInline):
    model = LabelAward
    fields = ("award", "state", "starts_on", "ends_on")
    readonly_fields = fields

    def get_queryset(self, request) -> QuerySet[LabelAward]:
        return super().get_queryset(request).select_related("label", "site")

    @admin.display(description="dossier")
    def award(self, award: LabelAward) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("award", args=[award.pk]), award.label.name
        )


@admin.register(Label)
class LabelAdmin(RecordedAdmin):
    list_display = ("name", "code", "duration_months")
    search_fields = ("name", "code")
    inlines = (CriterionInline, DocumentInline)

    def published_by(self, writing, obj: Label) -> None:
        """Documents carry the label's name and guarantee."""
        writing.touch_ids(obj.awards.values_list("site_id", flat=True))
