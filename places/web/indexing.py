"""What search engines ask: robots.txt and the sitemap."""

from datetime import date

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..directory import load

PAGES = ("home", "needs", "results", "workshops", "about")


class PageSitemap(Sitemap):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class PlaceSitemap(Sitemap):
    """Every place of the window, with the day it was last said to be true."""

    limit = 5000

    def items(self) -> list[tuple[str, date | None]]:
        return list(load.current().directory.sitemap)

    def location(self, item: tuple[str, date | None]) -> str:
        return reverse("place", args=[item[0]])

    def lastmod(self, item: tuple[str, date | None]) -> date | None:
        return item[1]


SITEMAPS = {"pages": PageSitemap, "lieux": PlaceSitemap}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Results are for people: engines follow the places themselves."""
    lines = [
        "User-agent: *",
        "Disallow: /coordination/",
        "Disallow: /orienter/",
        "Disallow: /lieux/?",
        "Disallow: /ateliers/?",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
