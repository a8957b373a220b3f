from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from . import indexing, landscape, public, report, wishes, workshops
from .suggestions import suggestions

residents = [
    path("", public.home, name="home"),
    path("besoins/", public.needs, name="needs"),
    path("lieux/", public.results, name="results"),
    path("lieux/carte.json", public.map_points, name="map-points"),
    path("lieux/<slug:slug>/", public.place, name="place"),
    path("lieux/<slug:slug>/erreur/", report.report, name="report"),
    path("suggestions/", suggestions, name="suggestions"),
    path("a-propos/", public.about, name="about"),
]

engines = [
    path("robots.txt", indexing.robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_index,
        {"sitemaps": indexing.SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": indexing.SITEMAPS}, name="sitemap-section"),
]

urlpatterns = [
    *residents,
    *workshops.routes,
    *wishes.routes,
    *landscape.routes,
    *engines,
    path("maj/", include("places.web.partner.urls")),
    path("orienter/", include("places.web.desk.urls")),
    path("coordination/", include("places.web.coordination.urls")),
]
