"""What a place does for those who cannot come, edited by the coordination."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from ...actions.edit import edit_site
from ...actions.recording import Author
from ...models import Site
from ..afar_form import AfarForm
from .access import needs


@require_http_methods(["GET", "HEAD", "POST"])
@needs("places.change_site")
def site_afar(request: HttpRequest, pk: int) -> HttpResponse:
    site, status = get_object_or_404(Site, pk=pk), 200
    form = AfarForm(request.POST if request.method == "POST" else None, site=site)
    if request.method == "POST":
        if form.is_valid():
            author, reason = Author.of_user(request.user), "Aide sans se déplacer"
            edit_site(author, site, reason=reason, **form.told())
            messages.success(request, f"{site.name} : c’est enregistré.")
            return redirect("site-afar", pk)
        status = 400
    context = {"site": site, "form": form}
    return render(request, "places/coordination/site_afar.html", context, status=status)


routes = [path("lieux/<int:pk>/sans-se-deplacer/", site_afar, name="site-afar")]
