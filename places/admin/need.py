from django import forms
from django.contrib import admin

from ..models import Need
from .recorded import RecordedAdmin

OURS = "coordination"


class TermsField(forms.CharField):
    """One term a line: « pôle emploi | ancien nom »; without a source, it is ours."""

    widget = forms.Textarea(attrs={"rows": 12})

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(f"{term['text']} | {term['source']}" for term in value)

    def to_python(self, value) -> list[dict]:
        terms = []
        for line in super().to_python(value).splitlines():
            text, _, source = line.partition("|")
            if text.strip():
                terms.append({"text": text.strip(), "source": source.strip() or OURS})
        return terms

    def has_changed(self, initial, data) -> bool:
        return list(initial or []) != self.to_python(data)


@admin.register(Need)
class NeedAdmin(RecordedAdmin):
    list_display = ("name", "code", "rank", "active")
    list_filter = ("active",)
    search_fields = ("name", "code")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "terms":
            help_text = "Un par ligne : mots des habitants | d’où vient ce mot."
            return TermsField(label="Mots et phrases", required=False, help_text=help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def published_by(self, writing, obj: Need) -> None:
        writing.touch_lists()
