from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig


class AdminConfig(SimpleAdminConfig):
    """Django's admin without autodiscovery: django-leaflet's admin module needs GDAL, which
    this project does without."""

    default = False
    default_site = "places.web.accounts.admin_site.HouseAdminSite"

    def ready(self) -> None:
        super().ready()
        for app in ("axes", "places"):
            import_module(f"{app}.admin")
