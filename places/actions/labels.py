"""A label's way at a place: from application to renewal, step by step.

`LEGAL` is the whole table; a step also obeys its dates, its reason and, to award or renew, the
review. Days are Paris dates. Everything raises django's ValidationError, in French, by field.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from ..hours.osm import ZONE
from ..models import CriterionAnswer, Label, LabelAward, LabelCriterion, LabelStep, Site
from ..vocabulary import AwardState, Met
from .recording import Author, act

S = AwardState
LEGAL: dict[str, tuple[str, ...]] = {
    S.APPLIED: (S.REVIEW,),
    S.REVIEW: (S.AWARDED, S.RENEWED, S.REFUSED),
    S.AWARDED: (S.RENEWED, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED),
    S.RENEWED: (S.RENEWED, S.SUSPENDED, S.WITHDRAWN, S.EXPIRED),
    S.SUSPENDED: (S.AWARDED, S.WITHDRAWN, S.EXPIRED),
    S.EXPIRED: (S.REVIEW,),
    S.WITHDRAWN: (S.APPLIED,),
    S.REFUSED: (S.APPLIED,),
}
NEEDS_REASON = frozenset({S.REFUSED, S.SUSPENDED, S.WITHDRAWN})
REVIEWED = frozenset({S.AWARDED, S.RENEWED})  # asked of the review, unless a pause ends
ENDS_A_REVIEW = frozenset({S.AWARDED, S.RENEWED, S.REFUSED})
EXPIRY_SIGNATURE = "Fin de durée"


def apply_for(
    author: Author, label: Label, site: Site, *, on: date, signed_by: str, reason: str = ""
) -> LabelAward:
    """A place asks for a label: a new file, or the one it had, refused or withdrawn."""
    award = LabelAward.objects.filter(label=label, site=site).first()
    if award is not None:
        if S.APPLIED not in LEGAL[award.state]:
            said = award.get_state_display().lower()
            raise ValidationError({"site": f"Ce lieu a déjà un dossier pour ce label ({said})."})
        return take_step(author, award, S.APPLIED, on=on, signed_by=signed_by, reason=reason)
    award = LabelAward(label=label, site=site, state=S.APPLIED)
    step = LabelStep(to_state=S.APPLIED, on=on, signed_by=signed_by, reason=reason)
    _check_day(step, [])
    with act(author, f"{label} : {S.APPLIED.label.lower()}") as writing:
        award.full_clean()
        award.save()
        _write(award, step)
        writing.touch(site)
    return award


def take_step(
    author: Author,
    award: LabelAward,
    to_state: str,
    *,
    on: date,
    signed_by: str,
    reason: str = "",
    answers: Mapping[int, tuple[str, str]] | None = None,
) -> LabelAward:
    """Move an award along `LEGAL`. `answers` are saved with the step, as `save_answers` does;
    a step refused saves none of them."""
    to_state = S(to_state)
    with act(author, f"{award.label} : {to_state.label.lower()}") as writing:
        award = LabelAward.objects.select_for_update().get(pk=award.pk)
        if to_state not in LEGAL[award.state]:
            was = award.get_state_display().lower()
            said = f"De « {was} », on ne passe pas à « {to_state.label.lower()} »."
            raise ValidationError(said)
        if answers:
            _save(_changed(award, answers))
        step = LabelStep(
            from_state=award.state, to_state=to_state, on=on, signed_by=signed_by, reason=reason
        )
        _check_day(step, award.steps.all())
        if to_state in NEEDS_REASON and not reason.strip():
            raise ValidationError({"reason": "Écrivez la raison."})
        _move(award, step)
        award.state = to_state
        award.full_clean()
        award.save()
        _write(award, step)
        writing.touch_ids([award.site_id])
    return award


def save_answers(author: Author, award: LabelAward, answers: Mapping[int, tuple[str, str]]) -> int:
    """Note, in the review under way, criterion id → (met, comment); returns how many changed."""
    rows = _changed(award, answers)
    if rows:
        with act(author, f"{award.label} : examen"):
            _save(rows)
    return len(rows)


def next_states(award: LabelAward, today: date) -> list[AwardState]:
    """Where the award may go on a Paris day: the legal steps that its dates do not rule out."""
    return [S(state) for state in LEGAL[award.state] if not _impossible(award, state, today)]


def is_reviewed(award: LabelAward) -> bool:
    """Whether a review can be under way: some next step asks for one."""
    return award.state != S.SUSPENDED and bool(REVIEWED & set(LEGAL[award.state]))


def review_round(steps: Iterable[LabelStep]) -> int:
    """Number of the review under way, from 1: each decision ends one."""
    ended = [s for s in steps if s.to_state in ENDS_A_REVIEW and s.from_state != S.SUSPENDED]
    return 1 + len(ended)


def missing_criteria(
    criteria: Iterable[LabelCriterion], answers: Mapping[int, str]
) -> list[LabelCriterion]:
    """Required criteria not answered « oui »; `answers`: criterion id → met."""
    return [c for c in criteria if c.active and c.required and answers.get(c.pk) != Met.YES]


def expire_labels(author: Author, today: date | None = None) -> int:
    """Move every award past its end to « expiré », dated the day after its end; returns how
    many. Doing it twice changes nothing."""
    today = today or paris_today()
    over = Q(ends_on__lt=today) & Q(state__in=[*S.in_force(), S.SUSPENDED])
    awards = list(LabelAward.objects.filter(over).select_related("label").prefetch_related("steps"))
    for award in awards:
        on = max([award.ends_on + timedelta(days=1), *(step.on for step in award.steps.all())])
        take_step(author, award, S.EXPIRED, on=on, signed_by=EXPIRY_SIGNATURE)
    return len(awards)


def end_of(start: date, months: int | None) -> date | None:
    """The last day, included, of a label that runs so many months from `start`; None: no end."""
    if months is None:
        return None
    return add_months(start, months) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (after - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def paris_today() -> date:
    return timezone.now().astimezone(ZONE).date()


def _impossible(award: LabelAward, state: str, on: date) -> str:
    """Why the award's own dates forbid a step on a Paris day; "" when they do not."""
    is_over = award.ends_on is not None and award.ends_on < on
    if state == S.EXPIRED and not is_over:
        return "Ce label n’est pas encore arrivé à sa fin."
    if award.state == S.SUSPENDED and state == S.AWARDED and is_over:
        return "Ce label est fini : notez qu’il a expiré, puis examinez-le à nouveau."
    if state == S.RENEWED and award.starts_on is None:
        return "Ce label n’a jamais été attribué : attribuez-le."
    return ""


def _move(award: LabelAward, step: LabelStep) -> None:
    """Check what the step asks of the award and set its dates."""
    impossible = _impossible(award, step.to_state, step.on)
    if impossible:
        raise ValidationError(impossible)
    ends_pause = step.from_state == S.SUSPENDED
    if step.to_state in REVIEWED and not ends_pause:
        _check_review(award)
    if step.to_state == S.AWARDED and not ends_pause:
        award.starts_on = step.on
        award.ends_on = end_of(step.on, award.label.duration_months)
    elif step.to_state == S.RENEWED:
        start = award.ends_on + timedelta(days=1) if award.ends_on else step.on
        award.ends_on = end_of(start, award.label.duration_months)
        if award.ends_on and award.ends_on < step.on:
            raise ValidationError(
                f"Renouvelé depuis son ancienne fin, ce label serait déjà fini le "
                f"{award.ends_on:%d/%m/%Y} : attribuez-le à nouveau."
            )
    elif step.to_state == S.APPLIED:
        award.starts_on = award.ends_on = None


def _check_review(award: LabelAward) -> None:
    number = review_round(award.steps.all())
    answers = dict(award.answers.filter(round=number).values_list("criterion_id", "met"))
    missing = missing_criteria(award.label.criteria.all(), answers)
    if missing:
        names = " ; ".join(f"« {criterion.text} »" for criterion in missing)
        raise ValidationError({"criteria": f"Il manque un « oui » pour : {names}."})


def _check_day(step: LabelStep, before: Iterable[LabelStep]) -> None:
    last = max((one.on for one in before), default=None)
    if step.on > paris_today():
        raise ValidationError({"on": "Cette date n’est pas encore passée."})
    if last and step.on < last:
        raise ValidationError({"on": f"L’étape d’avant est du {last:%d/%m/%Y}."})


def _write(award: LabelAward, step: LabelStep) -> None:
    step.award = award
    step.full_clean()
    step.save()


def _changed(award: LabelAward, answers: Mapping[int, tuple[str, str]]) -> list[CriterionAnswer]:
    """The answers of the review under way that differ from what is noted, not saved yet."""
    number = review_round(award.steps.all())
    asked = set(award.label.criteria.filter(active=True).values_list("pk", flat=True))
    known = {row.criterion_id: row for row in award.answers.filter(round=number)}
    rows = []
    for criterion, (met, comment) in answers.items():
        if criterion not in asked:
            raise ValidationError({"criteria": "Un critère a changé. Rechargez la page."})
        row = known.get(criterion)
        if (met, comment) == ((row.met, row.comment) if row else (Met.UNSEEN, "")):
            continue
        row = row or CriterionAnswer(award=award, criterion_id=criterion, round=number)
        row.met, row.comment = met, comment
        rows.append(row)
    return rows


def _save(rows: Iterable[CriterionAnswer]) -> None:
    for row in rows:
        row.full_clean()
        row.save()
