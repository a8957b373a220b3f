from django.contrib import admin

from ..models import Source
from .recorded import RecordedAdmin


@admin.register(Source)
class SourceAdmin(RecordedAdmin):
    list_display = ("name", "licence", "url")
    search_fields = ("name",)

    def published_by(self, writing, obj: Source) -> None:
        """Documents carry the source's name, licence and address."""
        writing.touch_ids(obj.sites.values_list("pk", flat=True))
