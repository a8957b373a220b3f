"""Suggestions while one types: the fragment that the boxes « q » and « ou » ask.

Nothing typed is kept, counted or shared: the answer may stay a minute in the browser that asked.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ..addresses import complete
from ..directory import load
from ..directory.columns import Directory
from ..directory.suggest import Group, may_be_address, suggest, suggest_where

NEED_BOX, WHERE_BOX = "q", "ou"
MOST_ADDRESSES = 4
IN_THIS_BROWSER = "private, max-age=60"


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """A listbox for `?q=…` or for `?ou=…`; nothing at all when nothing is to be suggested."""
    box = WHERE_BOX if WHERE_BOX in request.GET else NEED_BOX
    groups = _groups(box, request.GET.get(box, ""), load.current().directory)
    part = render_to_string("places/_suggestions.html", {"box": box, "groups": groups})
    headers = {"Cache-Control": IN_THIS_BROWSER, "X-Robots-Tag": "noindex"}
    return HttpResponse(part, headers=headers)


def _groups(box: str, text: str, directory: Directory) -> list[Group]:
    if box == WHERE_BOX:
        return suggest_where(text, directory, addresses=_addresses(text))
    found = _addresses(text) if may_be_address(text) else []
    return suggest(text, directory, addresses=found)


def _addresses(text: str) -> list[str]:
    """Labels of the known addresses that `text` may become."""
    return [address.label for address in complete(text, MOST_ADDRESSES)]
