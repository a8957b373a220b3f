"""What an import did: counted, told in French, written for machines."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .national import CellIssue, Level


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
        levels = self.levels()
        lines = [
            "Essai sans écriture : rien n’a été changé." if self.dry_run else "Import terminé.",
            f"  créés : {self.created}",
            f"  mis à jour : {self.updated}",
            f"  inchangés : {self.unchanged}",
            f"  refusés : {self.refused}",
            f"  cellules non comprises : {self.cells_not_understood}",
            f"  cellules corrigées à la lecture : {levels[Level.CORRECTED]}",
            f"  données obligatoires absentes : {levels[Level.MISSING]}",
            f"  contacts qui semblent personnels : {levels[Level.PERSONAL]}",
            f"  corrections locales gardées : {len(self.conflicts)}",
        ]
        lines += [f"Ligne {refusal.line} refusée : {refusal.reason}" for refusal in self.refusals]
        return "\n".join(lines)
