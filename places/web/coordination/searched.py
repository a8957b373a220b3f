"""Pages of what takes long to look for."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_searched(found: QuerySet, rows: QuerySet, number: str | None, size: int) -> Page:
    """A page of what was `found`, in its order: looked for once, by its keys alone, where counting
    would look again; then read from `rows`. Two queries."""
    page = Paginator(list(found.values_list("pk", flat=True)), size).get_page(number)
    known = rows.in_bulk(page.object_list)
    page.object_list = [known[pk] for pk in page.object_list]
    return page
