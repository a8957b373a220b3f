from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("coordination/admin/", admin.site.urls),
    path("", include("places.web.urls")),
]
handler400 = "places.web.errors.bad_request"
handler403 = "places.web.errors.refused"
handler404 = "places.web.errors.not_found"
handler500 = "places.web.errors.server_error"
