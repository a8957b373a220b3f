"""What changed since a form was opened: who, when, and from what to what. Read-only."""

from collections.abc import Collection

from ..hours.clocks import clock
from ..hours.osm import ZONE
from ..models import Act
from .changes import day, lines
from .names import Names
from .trail import Mark, steps


def version(marks: Collection[Mark]) -> str:
    """Another text after each change: « number of marks - last act »."""
    return f"{len(marks)}-{max((mark.act_id for mark in marks), default=0)}"


def changes_since(marks: Collection[Mark], opened: str, shown: Collection[str]) -> list[str]:
    """The changes made since the version `opened`, in French; none when nothing changed.

    `marks`: as `trail.marks_on` gives them. `shown`: the fields of the form; a change of the
    first model that touches none of them takes nothing from anybody and is left out.
    """
    if opened == version(marks) or not marks:
        return []
    newer = {mark.act_id for mark in marks if mark.act_id > _last_act(opened)}
    newer = newer or {max(mark.act_id for mark in marks)}
    found = [
        step
        for step in steps(mark for mark in marks if mark.act_id in newer)
        if step.model is not marks[0].model
        or step.after is None
        or any(field.name in shown for field in step.changed())
    ]
    names, acts = Names(found), Act.objects.in_bulk({step.act_id for step in found})
    told = []
    for step in sorted(found, key=lambda step: step.act_id):
        act = acts[step.act_id]
        moment = act.at.astimezone(ZONE)
        who = f"{act}, le {day(moment.date())} à {clock(moment.time())}"
        told += [f"{who} – {line}" for line in lines(step, names)]
    return told


def _last_act(opened: str) -> int:
    last = opened.partition("-")[2]
    return int(last) if last.isdecimal() else 0
