"""How forms are drawn."""

from django.forms.renderers import DjangoTemplates, Jinja2
from django.utils.functional import cached_property


class QuickTemplates(DjangoTemplates):
    """Django's own form templates in Jinja, which it ships as well: a listing's form renders four
    hundred of them. Other templates (the admin's widgets, ours) stay as they are."""

    def get_template(self, template_name: str):
        is_django_s = template_name.startswith("django/forms/")
        return (self.quick if is_django_s else super()).get_template(template_name)

    @cached_property
    def quick(self) -> Jinja2:
        return Jinja2()
