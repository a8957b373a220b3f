from django.contrib import admin

from ..models import Desk
from .recorded import RecordedAdmin


@admin.register(Desk)
class DeskAdmin(RecordedAdmin):
    list_display = ("name", "at_site")
    list_select_related = ("at_site",)
    search_fields = ("name",)
    autocomplete_fields = ("at_site",)
