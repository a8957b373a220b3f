from django.contrib import admin

from ..models import Label, LabelCriterion
from .recorded import RecordedAdmin, RecordedInline


class CriterionInline(RecordedInline):
    model = LabelCriterion


@admin.register(Label)
class LabelAdmin(RecordedAdmin):
    list_display = ("name", "code", "duration_months")
    search_fields = ("name", "code")
    inlines = (CriterionInline,)

    def published_by(self, writing, obj: Label) -> None:
        """Documents carry the label's name and guarantee."""
        writing.touch_ids(obj.awards.values_list("site_id", flat=True))
