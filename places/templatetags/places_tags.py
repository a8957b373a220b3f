from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def picto(name: str, css: str = "picto") -> SafeString:
    """A symbol of the sprite, silent for screen readers: its word stands beside it."""
    if not name:
        return SafeString("")
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        static("places/pictograms.svg"),
        name,
    )
