from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "places"
    verbose_name = "Lieux d’aide numérique"
    default_auto_field = "django.db.models.BigAutoField"
