"""What « Aujourd’hui » shows of something to do."""

from dataclasses import dataclass

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
