"""« Corriger » as a browser holds it."""

import re
from html import unescape

from django.test import Client

from places.models import Site


def text(response) -> str:
    return unescape(response.content.decode()).replace("\xa0", " ")


class Page:
    """The page as a browser holds it: opened, typed in, sent with one of its buttons."""

    def __init__(self, client: Client, place: Site):
        self.client, self.place = client, place
        self.address = f"/maj/{place.pk}/corriger/"
        self.response = client.get(self.address)
        self.fields = self._read() if self.response.status_code == 200 else {}

    def _read(self) -> dict:
        page = self.response.content.decode()
        fields: dict = {}
        for tag in re.findall(r"<(?:input|textarea)[^>]*>(?:[^<]*</textarea>)?", page):
            name = re.search(r'name="([^"]+)"', tag)
            if not name or name[1] in ("csrfmiddlewaretoken",):
                continue
            if 'type="checkbox"' in tag:
                if "checked" in tag:
                    held = re.search(r'value="([^"]*)"', tag)[1]
                    fields.setdefault(name[1], []).append(unescape(held))
                continue
            value = re.search(r'value="([^"]*)"', tag) or re.search(r">([^<]*)</textarea>", tag)
            fields.setdefault(name[1], []).append(unescape(value[1]) if value else "")
        return fields

    def press(self, geste: str, **typed) -> str:
        """Type, press a button; the page that comes back, as text."""
        self.fields |= {
            name: held if isinstance(held, list) else [held] for name, held in typed.items()
        }
        self.response = self.client.post(self.address, {**self.fields, "geste": geste})
        if self.response.status_code in (200, 400, 409):
            self.fields = self._read()
        return text(self.response)

    def send(self, **typed) -> Site:
        """Look, then send; the listing as it is now."""
        self.press("voir", **typed)
        assert self.response.status_code == 200, text(self.response)
        self.press("envoyer")
        assert self.response.status_code == 302, text(self.response)
        return Site.objects.get(pk=self.place.pk)
