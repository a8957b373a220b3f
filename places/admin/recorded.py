"""Django's admin, each save or deletion inside an act of the signed-in user."""

import re
from functools import lru_cache

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, URLField
from django.forms.models import _get_foreign_key
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.html import conditional_escape, escape, format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from simple_history.admin import SimpleHistoryAdmin

from ..actions.recording import Author, Writing, act
from ..hours.entry import NotUnderstood, read_entry, write_entry
from ..models.fields import Codes
from .concurrent import ConcurrentAdmin

HOURS = frozenset({"hours", "replacement"})
HOURS_LABEL = re.compile(r"\s*\(.*\)")
HOURS_HELP = "En français (« du lundi au vendredi de 9 h à 12 h ») ou en texte OpenStreetMap."


class LinesField(forms.CharField):
    """A list of free values, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def has_changed(self, initial, data) -> bool:
        return list(initial or []) != self.to_python(data)


class CodeBoxes(forms.CheckboxSelectMultiple):
    """The boxes of a closed list, written at once: a listing has hundreds, and Django renders four
    templates for each."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        told = self.build_attrs(self.attrs, attrs)
        chosen, key, own = set(value or ()), told.pop("id", name), told.pop("class", "")
        rest = flatatt({**told, "type": "checkbox", "name": name})
        begun = conditional_escape(key)
        boxes = "\n".join(
            f'<div><label for="{begun}_{rank}"><input{rest} value="{_escaped(code)}"'
            f' id="{begun}_{rank}"{" checked" if code in chosen else ""}>'
            f" {_escaped(label)}</label></div>"
            for rank, (code, label) in enumerate(self.choices)
        )
        return format_html('<div id="{}" class="{}">{}</div>', key, own, mark_safe(boxes))


@lru_cache(maxsize=2048)  # codes and labels are few and always the same
def _escaped(text: str) -> str:
    return escape(text)


class CodesField(forms.MultipleChoiceField):
    """Boxes for a closed list; keeps the order in which values were stored before."""

    widget = CodeBoxes(attrs={"class": "codes"})

    def has_changed(self, initial, data) -> bool:
        return set(initial or []) != set(data or [])


class HoursField(forms.CharField):
    """Hours in French or as OSM text; a text that nobody can read is kept as it is, and told."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})

    def prepare_value(self, value):
        return write_entry(value) if isinstance(value, str) else value

    def to_python(self, value) -> str:
        text = super().to_python(value)
        try:
            return read_entry(text)
        except NotUnderstood:
            return text

    def has_changed(self, initial, data) -> bool:
        return self.to_python(data) != (initial or "")


class CodesMixin:
    """Gives lists of codes, and hours, a form of their own."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in HOURS:
            label = HOURS_LABEL.sub("", str(db_field.verbose_name)).capitalize()
            return HoursField(label=label, required=False, help_text=HOURS_HELP)
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        if not isinstance(db_field, Codes):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        options = {"label": db_field.verbose_name.capitalize(), "required": not db_field.blank}
        choices = self.codes_for(db_field, request)
        return CodesField(choices=choices, **options) if choices else LinesField(**options)

    def codes_for(self, db_field: Codes, request: HttpRequest) -> list[tuple[str, str]]:
        """(code, label) pairs offered for a list; empty for free values."""
        return db_field.code_choices()


class RecordedInline(CodesMixin, admin.StackedInline):
    extra = 0

    def get_queryset(self, request):
        """Each row with its owner, whose name it may say."""
        owner = _get_foreign_key(self.parent_model, self.model, fk_name=self.fk_name)
        return super().get_queryset(request).select_related(owner.name)


class KnownSelect(AutocompleteSelect):
    """A choice by its name, whose present value was read with the object."""

    known: Model | None = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or [str(one) for one in value] != [str(self.known.pk)]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.known.pk, str(self.known), True, len(options))
        return [(None, [*options, chosen], 0)]


class RecordedAdmin(CodesMixin, ConcurrentAdmin, SimpleHistoryAdmin):
    """Every way to write goes through `act`; `published_by` says which places it touches."""

    list_per_page = 50
    show_full_result_count = False  # « 12 résultats » is enough: no second count of the table

    class Media:
        css = {"all": ["places/admin.css"]}

    def published_by(self, writing: Writing, obj: Model) -> None:
        """Say to the press what a change of `obj` touches; nothing unless overridden."""

    def get_object(self, request, object_id, from_field=None):
        """With what its autocomplete fields name: one query for all."""
        request.edited = super().get_object(request, object_id, from_field)
        return request.edited

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        is_one = request.resolver_match and "object_id" in request.resolver_match.kwargs
        return rows.select_related(*self.autocomplete_fields) if is_one else rows

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
            edited = getattr(request, "edited", None)
            kwargs["widget"].known = getattr(edited, db_field.name, None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with act(Author.of_user(request.user), f"{self.opts.verbose_name} : saisie") as writing:
            request.writing = writing
            if object_id is not None:
                self.refuse_if_overtaken(request, unquote(object_id))
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if not isinstance(response, HttpResponseRedirect):
                transaction.set_rollback(True)  # refused: nothing was done, nothing is recorded
            return response

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An old state read, or brought back: then it is a change like any other."""
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, extra_context)
        # simple-history lets whoever may read an old state bring it back.
        if not self.has_change_permission(request, self.get_object(request, object_id)):
            raise PermissionDenied
        with act(Author.of_user(request.user), f"{self.opts.verbose_name} : rétabli") as writing:
            request.writing = writing
            response = super().history_form_view(request, object_id, version_id, extra_context)
            if isinstance(response, HttpResponseRedirect):
                self.published_by(writing, self.get_object(request, object_id))
            else:
                transaction.set_rollback(True)
            return response

    def delete_view(self, request, object_id, extra_context=None):
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        with act(Author.of_user(request.user), f"{self.opts.verbose_name} : retrait") as writing:
            request.writing = writing
            return super().delete_view(request, object_id, extra_context)

    def response_post_save_change(self, request, obj):
        """Back to the list of the day it was opened from (`suite`), on this site only."""
        asked = request.GET.get("suite", "")
        ours = {"allowed_hosts": {request.get_host()}, "require_https": request.is_secure()}
        if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, **ours):
            return HttpResponseRedirect(asked)
        return super().response_post_save_change(request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.published_by(request.writing, form.instance)

    def delete_model(self, request, obj):
        self.published_by(request.writing, obj)
        super().delete_model(request, obj)

    def get_actions(self, request):
        """No bulk deletion: one listing at a time, with its author."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
