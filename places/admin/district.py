from django.contrib import admin

from ..models import District, Site
from .recorded import RecordedAdmin


@admin.register(District)
class DistrictAdmin(RecordedAdmin):
    list_display = ("name", "parent", "commune", "is_qpv")
    list_select_related = ("parent",)
    list_filter = ("is_qpv", "parent")
    search_fields = ("name",)
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name",)}

    def published_by(self, writing, obj: District) -> None:
        """Documents name the quartier and its secteur by their slugs."""
        writing.touch_lists()
        inside = Site.objects.filter(district=obj) | Site.objects.filter(district__parent=obj)
        writing.touch_ids(inside.values_list("pk", flat=True))
