from django.contrib import admin

from ..models import Need
from .recorded import RecordedAdmin


@admin.register(Need)
class NeedAdmin(RecordedAdmin):
    list_display = ("name", "code", "rank", "active")
    list_filter = ("active",)
    search_fields = ("name", "code", "terms")

    def published_by(self, writing, obj: Need) -> None:
        writing.touch_lists()
