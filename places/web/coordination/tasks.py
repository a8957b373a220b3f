"""What « Aujourd’hui » shows of something to do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Model, QuerySet, Window

MOST_LINES = 5  # of a task shown there; the others are behind its link


@dataclass(frozen=True)
class Line:
    text: str
    url: str
    details: str = ""


@dataclass(frozen=True)
class Task:
    """Something to do: its number and first lines; `url` leads to all of them."""

    title: str
    number: int
    lines: list[Line]
    url: str = ""
    link: str = "Tout voir"

    @property
    def more(self) -> int:
        """How many lines are not shown here."""
        return max(self.number - len(self.lines), 0)


def task_of(
    title: str, ordered: QuerySet, line: Callable[[Model], Line], url: str = "", **options: str
) -> Task:
    """The first of these rows and how many there are, in one query."""
    rows = list(ordered.annotate(in_all=Window(Count("*")))[:MOST_LINES])
    return Task(title, rows[0].in_all if rows else 0, [line(row) for row in rows], url, **options)
