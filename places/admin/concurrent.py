"""Two people edit one form: the second is told what the first changed, and saves knowingly."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from ..diagnosis.since import changes_since, version
from ..diagnosis.trail import Mark, marks_on

VERSION = "version_lue"
SAID = "Pendant que vous écriviez, quelqu’un a changé cette fiche :"
THEN = "Ce que vous avez tapé est gardé. Relisez, puis enregistrez à nouveau si c’est juste."


class ConcurrentAdmin(admin.ModelAdmin):
    """The change form carries the version it showed; a save over a newer one is refused once."""

    change_form_template = "admin/places/change_form.html"

    def refuse_if_overtaken(self, request: HttpRequest, object_id: str) -> None:
        """Lock the object, and note in `request.overtaken` what changed since the form was shown.

        To be called within the transaction that saves.
        """
        rows = self.model._base_manager.select_for_update().filter(pk=object_id)
        obj = rows.first() if object_id.isdecimal() else None
        if obj is None or VERSION not in request.POST:
            return
        marks = self._marks(obj)
        told = changes_since(marks, request.POST[VERSION], self._editable(request, obj))
        if told:
            request.overtaken = told
            request.POST = self._without_rows_gone(request, obj)
        request.version_seen = version(marks) if told else request.POST[VERSION]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        told = getattr(request, "overtaken", None)
        if not told:
            return form

        class Overtaken(form):
            def clean(self):
                super().clean()
                raise ValidationError([SAID, *told, THEN])

        return Overtaken

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            seen = getattr(request, "version_seen", None)
            context["version"] = seen if seen is not None else version(self._marks(obj))
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if getattr(request, "overtaken", None):
            response.status_code = 409
        return response

    def _marks(self, obj: Model) -> list[Mark]:
        return marks_on(obj, [(inline.model, _key(inline.model, obj)) for inline in self.inlines])

    def _editable(self, request: HttpRequest, obj: Model) -> list[str]:
        return [*super().get_form(request, obj, change=True).base_fields]

    def _without_rows_gone(self, request: HttpRequest, obj: Model) -> QueryDict:
        """What was sent, where the rows that somebody removed meanwhile are new rows."""
        data = request.POST.copy()
        for formset, _ in self.get_formsets_with_inlines(request, obj):
            prefix = formset.get_default_prefix()
            rows = formset.model._base_manager.filter(**{formset.fk.name: obj})
            present = {str(pk) for pk in rows.values_list("pk", flat=True)}
            _move_gone(data, prefix, formset.model._meta.pk.name, present)
        return data


def _move_gone(data: QueryDict, prefix: str, pk_name: str, present: set[str]) -> None:
    """Renumber the rows of a formset: those that exist first, then the others, without a key."""
    total, initial = (
        _number(data, f"{prefix}-{name}") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    )
    kept = [rank for rank in range(initial) if data.get(f"{prefix}-{rank}-{pk_name}") in present]
    gone = [rank for rank in range(initial) if rank not in kept]
    if not gone:
        return
    order = [*kept, *gone, *range(initial, total)]
    rows = [_take(data, f"{prefix}-{rank}-") for rank in order]
    for rank, (old, row) in enumerate(zip(order, rows, strict=True)):
        if old in gone:
            row[pk_name] = [""]
        for name, values in row.items():
            data.setlist(f"{prefix}-{rank}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))


def _take(data: QueryDict, prefix: str) -> dict[str, list[str]]:
    keys = [key for key in data if key.startswith(prefix)]
    return {key.removeprefix(prefix): data.pop(key) for key in keys}


def _number(data: QueryDict, key: str) -> int:
    held = data.get(key, "0")
    return int(held) if held.isdecimal() else 0


def _key(model: type[Model], obj: Model) -> str:
    """The attname of the foreign key by which rows of a model belong to `obj`."""
    return next(
        field.attname for field in model._meta.concrete_fields if field.related_model is type(obj)
    )
