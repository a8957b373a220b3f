"""Awards that come from a file or a form as they stand: the steps that say so are written."""

from ..models import LabelAward, LabelStep, Site
from ..vocabulary import AwardState
from .labels import paris_today

RECEIVED = "Repris tel quel d’une autre source"
GONE = "N’est plus dans la liste reçue"
STEP_FIELDS = ("signed_by", "reason")


def replace_awards(site: Site, rows: list[dict], author_name: str) -> bool:
    """Make `rows` (label, state, starts_on, ends_on, signed_by, reason) the awards of a site,
    inside an act. A label no longer listed is withdrawn, never deleted. Returns whether anything
    changed; raises ValidationError when a value is not allowed."""
    kept = {award.label_id: award for award in site.awards.all()}
    changed = False
    for row in rows:
        award = kept.pop(row["label"].pk, None) or LabelAward(site=site)
        changed |= _receive(award, row, author_name)
    for award in kept.values():
        if award.state in AwardState.in_force() | {AwardState.SUSPENDED}:
            values = {"state": AwardState.WITHDRAWN, "reason": GONE}
            changed |= _receive(award, values, author_name)
    return changed


def _receive(award: LabelAward, row: dict, author_name: str) -> bool:
    told = {name: row[name] for name in STEP_FIELDS if row.get(name)}
    values = {name: value for name, value in row.items() if name not in STEP_FIELDS}
    was = award.state if award.pk else ""
    if award.pk and all(getattr(award, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(award, name, value)
    award.full_clean()
    award.save()
    if award.state != was:
        _tell(award, was, {"signed_by": author_name, "reason": RECEIVED} | told)
    return True


def _tell(award: LabelAward, was: str, told: dict) -> None:
    """The step that brought the award where it stands: dated its beginning when it has one."""
    today = paris_today()
    begun = award.starts_on if award.state in AwardState.in_force() and not was else None
    on = min(begun or today, today)
    step = LabelStep(award=award, from_state=was, to_state=award.state, on=on, **told)
    step.full_clean()
    step.save()
