from django.contrib import admin

from ..models import Desk
from .recorded import RecordedAdmin


@admin.register(Desk)
class DeskAdmin(RecordedAdmin):
    list_display = ("name", "site")
    list_select_related = ("site",)
    search_fields = ("name",)
    autocomplete_fields = ("site",)
