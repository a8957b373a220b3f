"""When something is held, in plain dates and lengths: the part of a form that workshops and
stops of rounds share."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ..hours.clocks import DAYS, figures
from ..hours.dates_typed import NotRead, read_dated, read_length, read_time
from ..hours.sessions import WrongRule, parts_of
from ..hours.sessions_wording import CODES, NTH, rule_sentence
from ..models.repeating import Repeating
from .coordination.fields import DayField

WEEKLY, FORTNIGHTLY, MONTHLY, DATES, KEPT = "semaine", "quinzaine", "mois", "dates", "garder"
REPEATS = [
    (WEEKLY, "Toutes les semaines"),
    (FORTNIGHTLY, "Une semaine sur deux"),
    (MONTHLY, "Un jour du mois (le premier mardi…)"),
    (DATES, "À des dates au choix"),
]
MOST_DATES = 200


class TimeField(forms.CharField):
    """A Paris time as people write it: « 14 h 30 »."""

    def to_python(self, value):
        text = super().to_python(value)
        return _typed(read_time, text) if text else None


class LengthField(forms.CharField):
    """Minutes, written « 1 h 30 »."""

    def to_python(self, value):
        text = super().to_python(value)
        return _typed(read_length, text) if text else None


class DatesField(forms.CharField):
    """[(day, time or None)], one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **options):
        super().__init__(max_length=5_000, required=False, **options)

    def to_python(self, value):
        lines = [line for line in super().to_python(value).splitlines() if line.strip()]
        if len(lines) > MOST_DATES:
            raise ValidationError(f"Pas plus de {MOST_DATES} dates.")
        found, wrong = [], []
        for line in lines:
            try:
                found.append(read_dated(line, timezone.localdate()))
            except NotRead as error:
                wrong.append(str(error))
        if wrong:
            raise ValidationError(wrong)
        return found


def _typed(read, text: str):
    try:
        return read(text)
    except NotRead as error:
        raise ValidationError(str(error)) from error


class RuleForm(forms.Form):
    """A rule that repeats, or dates one by one; an hour and a length."""

    repeat = forms.ChoiceField(
        label="Quand a-t-il lieu ?",
        choices=REPEATS,
        widget=forms.RadioSelect,
        initial=WEEKLY,
        error_messages={"required": "Dites quand l’atelier a lieu."},
    )
    days = forms.MultipleChoiceField(
        label="Quels jours ?",
        choices=[(code, name) for code, name in zip(CODES, DAYS, strict=True)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    nth = forms.TypedChoiceField(
        label="Quel jour du mois ?",
        choices=[(number, f"Le {name}") for number, name in NTH.items()],
        coerce=int,
        required=False,
        empty_value=1,
        help_text="Seulement pour « Un jour du mois » : le premier mardi, le dernier vendredi…",
    )
    start = DayField(
        label="À partir du",
        required=False,
        help_text="Une semaine sur deux : la date du premier atelier.",
    )
    ends_on = DayField(label="Jusqu’au", required=False, help_text="Vide : pas de fin prévue.")
    dates = DatesField(
        label="Dates au choix",
        help_text="Une par ligne, par exemple : mardi 24 novembre. Vous pouvez dire une heure : "
        "24/11/2026 à 10 h.",
    )
    at = TimeField(
        label="Heure de début",
        help_text="Par exemple : 14 h ou 9 h 30.",
        error_messages={"required": "Écrivez l’heure de début."},
    )
    minutes = LengthField(
        label="Durée",
        help_text="Par exemple : 2 h ou 1 h 30.",
        error_messages={"required": "Écrivez la durée."},
    )

    def __init__(self, data=None, *, whole: Repeating, initial: dict | None):
        """`initial`: what the other fields show; the days of what is new are to be chosen."""
        self.whole = whole
        known = dict(initial or {}) | (initial_rule(whole) if whole.start else {})
        super().__init__(data, initial=known)
        if known.get("repeat") == KEPT:
            said = rule_sentence(whole.rule, timezone.localdate())
            self.fields["repeat"].choices = [(KEPT, f"Comme maintenant : {said}"), *REPEATS]

    def clean(self) -> dict:
        cleaned = super().clean()
        repeat = cleaned.get("repeat")
        if repeat == DATES:
            if not cleaned.get("dates") and "dates" not in self.errors:
                self.add_error("dates", "Écrivez au moins une date.")
        elif repeat:
            if repeat != KEPT and not cleaned.get("days"):
                self.add_error("days", "Cochez au moins un jour.")
            if not cleaned.get("start") and "start" not in self.errors:
                self.add_error("start", "Écrivez la première date.")
        return cleaned

    def told_rule(self) -> dict:
        """The valid fields of when it is held, as the actions take them."""
        said = self.cleaned_data
        dates = said["dates"]
        by_dates = said["repeat"] == DATES
        return {
            "at": said["at"],
            "minutes": said["minutes"],
            "rrule": self._rule(),
            "start": min((day for day, _ in dates), default=None) if by_dates else said["start"],
            "ends_on": None if by_dates else said["ends_on"],
            "dates": dates,
        }

    def _rule(self) -> str:
        said = self.cleaned_data
        days = [code for code in CODES if code in said["days"]]
        return {
            WEEKLY: f"FREQ=WEEKLY;BYDAY={','.join(days)}",
            FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={','.join(days)}",
            MONTHLY: "FREQ=MONTHLY;BYDAY=" + ",".join(f"{said['nth'] or 1}{day}" for day in days),
            KEPT: self.whole.rrule,
        }.get(said["repeat"], "")


def initial_rule(whole: Repeating) -> dict:
    """What the fields show of a rule that exists."""
    hours, minutes = divmod(whole.minutes, 60)
    told = f"{hours} h {minutes:02d}" if minutes else f"{hours} h"
    added = whole.sessions.all() if whole.pk else ()
    return {
        "at": figures(whole.at) if whole.at.hour else f"0 h {whole.at.minute:02d}",
        "minutes": told if hours else f"{minutes} min",
        "start": whole.start,
        "ends_on": whole.ends_on,
        "dates": "\n".join(_dates(row for row in added if row.added)),
        **_repeat(whole),
    }


def _dates(rows: Iterable) -> Iterable[str]:
    for row in rows:
        at = f" à {row.at.hour} h {row.at.minute:02d}" if row.at else ""
        yield f"{row.day:%d/%m/%Y}{at}"


def _repeat(whole: Repeating) -> dict:
    """Which of the simple ways to repeat this rule is; KEPT when it is none of them."""
    if not whole.rrule:
        return {"repeat": DATES}
    try:
        parts = parts_of(whole.rrule)
    except WrongRule:
        return {"repeat": KEPT}
    days = parts.get("BYDAY", "").split(",")
    simple = {"WEEKLY": {"1": WEEKLY, "2": FORTNIGHTLY}, "MONTHLY": {"1": MONTHLY}}
    repeat = simple.get(parts["FREQ"], {}).get(parts.get("INTERVAL", "1"))
    if repeat is None or parts.keys() - {"FREQ", "INTERVAL", "BYDAY"}:
        return {"repeat": KEPT}
    names, numbers = [day[-2:] for day in days], {day[:-2] for day in days}
    if repeat != MONTHLY:
        return {"repeat": repeat, "days": names} if numbers == {""} else {"repeat": KEPT}
    known = {str(number) for number in NTH}
    if len(numbers) != 1 or not numbers <= known:
        return {"repeat": KEPT}
    return {"repeat": MONTHLY, "days": names, "nth": int(numbers.pop())}


class SessionForm(forms.Form):
    """What is done to one session: cancel it, hold it after all, or count its places."""

    CANCEL, RESTORE, COUNT = "annuler", "retablir", "places"

    day = forms.DateField()
    act = forms.ChoiceField(choices=[(one, one) for one in (CANCEL, RESTORE, COUNT)])
    reason = forms.CharField(
        max_length=200,
        required=False,
        error_messages={"max_length": "Écrivez moins de 200 caractères."},
    )
    places_left = forms.IntegerField(
        min_value=0,
        max_value=999,
        required=False,
        error_messages={
            "invalid": "Écrivez un nombre.",
            "min_value": "Écrivez un nombre.",
            "max_value": "Ce nombre est trop grand.",
        },
    )
