"""Old addresses of merged listings."""

import logging

from django.db import DatabaseError

from ..models import SiteRedirect

log = logging.getLogger(__name__)


def new_slug(slug: str) -> str:
    """Where a listing went when it was merged; "" when it was not, or when nobody can tell."""
    try:
        found = SiteRedirect.objects.filter(slug=slug).values_list("site__slug", flat=True).first()
    except DatabaseError:
        log.exception("L’ancienne adresse « %s » n’a pas pu être cherchée.", slug)
        return ""
    return found or ""
