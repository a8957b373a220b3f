from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from ..web.filters import Option

register = template.Library()


# A page of results has about a hundred choices: one tag for each list is ten times faster than
# a template for each choice.
_OPTION = (
    '<li{}><input type="checkbox" id="f-{}-{}" name="{}" value="{}"{}>'
    '<label for="f-{}-{}">{} <small>{}</small></label></li>'
)


@register.simple_tag
def options(choices: Iterable[Option]) -> SafeString:
    """The list items of some choices, each a box with its count."""
    return mark_safe("".join(_option(option) for option in choices))


def _option(option: Option) -> str:
    name, value, label = _escaped(option.name, option.value, option.label)
    state = " checked" if option.checked else " disabled" if option.is_empty else ""
    css = ' class="none"' if option.is_empty else ""
    return _OPTION.format(css, name, value, name, value, state, name, value, label, option.count)


@lru_cache(maxsize=4096)
def _escaped(*texts: str) -> tuple[str, ...]:
    return tuple(escape(text) for text in texts)


@register.filter
def lieux(number: int) -> str:
    """« lieu » or « lieux »: French takes the plural from two."""
    return "lieu" if number < 2 else "lieux"


@register.simple_tag
@lru_cache(maxsize=512)
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


@register.filter
def returning(url: str, request: HttpRequest) -> str:
    """A form's address that comes back, once saved, to the page that is shown."""
    if not url.startswith(reverse("admin:index")):
        return url
    return f"{url}?{urlencode({'suite': request.get_full_path()})}"
