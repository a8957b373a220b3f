from django.contrib import admin

from ..models import Actor, Contact, Site
from .recorded import RecordedAdmin, RecordedInline


class ContactInline(RecordedInline):
    model = Contact


@admin.register(Actor)
class ActorAdmin(RecordedAdmin):
    list_display = ("name", "parent", "pivot")
    list_select_related = ("parent",)
    search_fields = ("name", "pivot")
    autocomplete_fields = ("parent",)
    inlines = (ContactInline,)

    def published_by(self, writing, obj: Actor) -> None:
        """Its own sites show its name, those of its members show it as their network."""
        shown = Site.objects.filter(actor=obj) | Site.objects.filter(actor__parent=obj)
        writing.touch_ids(shown.values_list("pk", flat=True))
