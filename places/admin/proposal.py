from django.contrib import admin, messages
from django.utils import timezone

from ..actions.recording import Author
from ..actions.report import handle_reports
from ..models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    list_display = ("site", "topics", "message", "created_at", "handled_at")
    list_filter = (("handled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("site",)
    readonly_fields = (
        "site",
        "topics",
        "message",
        "email",
        "created_at",
        "handled_at",
        "handled_by",
    )
    actions = ("handle",)

    @admin.action(description="Marquer comme traité", permissions=["change"])
    def handle(self, request, queryset):
        count = handle_reports(Author.of_user(request.user), queryset, timezone.now())
        messages.success(request, f"Signalements traités : {count}.")

    def has_add_permission(self, request) -> bool:
        return False
