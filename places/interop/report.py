"""What an import did: counted, told in French, written for machines."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .national import CellIssue, Level

PERSONAL_SHOWN = 10


class Refusal(NamedTuple):
    line: int
    id: str
    reason: str


class Conflict(NamedTuple):
    """A field that somebody corrected here after the file was written: ours was kept."""

    line: int
    id: str
    column: str
    ours: str
    theirs: str
    edited_at: str


@dataclass
class ImportReport:
    file: str
    source: str = ""
    dry_run: bool = False
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    issues: list[CellIssue] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def refused(self) -> int:
        return len(self.refusals)

    def levels(self) -> Counter:
        """How many cells were reported, by level."""
        return Counter(issue.level for issue in self.issues)

    @property
    def cells_not_understood(self) -> int:
        """Cells, not findings: a list with two unknown items counts once."""
        unread = (issue for issue in self.issues if issue.level == Level.UNREAD)
        return len({(issue.line, issue.column) for issue in unread})

    def personal_contacts(self) -> list[CellIssue]:
        """One finding for each cell that seems to hold a person's own contact."""
        found = (issue for issue in self.issues if issue.level == Level.PERSONAL)
        return list({(issue.line, issue.column): issue for issue in found}.values())

    def as_dict(self) -> dict:
        """The machine-readable report (`--report`)."""
        counts = ("created", "updated", "unchanged", "refused", "cells_not_understood")
        return {
            "file": self.file,
            "source": self.source,
            "dry_run": self.dry_run,
            **{name: getattr(self, name) for name in counts},
            "rows_refused": [refusal._asdict() for refusal in self.refusals],
            "cells": [issue._asdict() for issue in self.issues],
            "conflicts": [conflict._asdict() for conflict in self.conflicts],
        }

    def write(self, path: Path) -> None:
        """Raises OSError."""
        with path.open("w", encoding="utf-8", errors="replace") as file:
            json.dump(self.as_dict(), file, ensure_ascii=False, indent=1)
            file.write("\n")

    def tally(self) -> str:
        """The closing lines of the command."""
        levels, personal = self.levels(), self.personal_contacts()
        lines = [
            "Essai sans écriture : rien n’a été changé." if self.dry_run else "Import terminé.",
            f"  créés : {self.created}",
            f"  mis à jour : {self.updated}",
            f"  inchangés : {self.unchanged}",
            f"  refusés : {self.refused}",
            f"  cellules non comprises : {self.cells_not_understood}",
            f"  cellules corrigées à la lecture : {levels[Level.CORRECTED]}",
            f"  données obligatoires absentes : {levels[Level.MISSING]}",
            f"  contacts qui semblent personnels : {len(personal)}",
            f"  corrections locales gardées : {len(self.conflicts)}",
        ]
        lines += [f"Ligne {refusal.line} refusée : {refusal.reason}" for refusal in self.refusals]
        return "\n".join([*lines, *_to_check(personal)])


def one_line(text: str, limit: int = 80) -> str:
    """Text from a file as a terminal can show it: its beginning, nothing that it would obey."""
    shown = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _to_check(personal: list[CellIssue]) -> list[str]:
    if not personal:
        return []
    lines = [
        "Vérifiez que ces contacts, qui semblent ceux d’une personne, peuvent être publics "
        "(sinon, corrigez le fichier ou la fiche du lieu) :"
    ]
    lines += [
        f"  ligne {issue.line}, {issue.column} : {one_line(issue.value)}"
        for issue in personal[:PERSONAL_SHOWN]
    ]
    others = len(personal) - PERSONAL_SHOWN
    if others > 0:
        lines.append(f"… et {others} autre{'s' if others > 1 else ''}, voir --report.")
    return lines
