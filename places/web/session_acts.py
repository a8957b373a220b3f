"""What the pages of the coordination and of the associations do to the dated days of workshops
and of stops: told in lists, cancelled, held after all, their places counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..actions.recording import Author
from ..actions.repeating import cancel_session, restore_session
from ..actions.workshops import change_session
from ..hours.sessions import Session, sessions
from ..hours.sessions_wording import rule_sentence, session_hours
from ..hours.wording import long_date
from ..models import Workshop
from ..models.repeating import Repeating
from .rule_form import SessionForm

MONTHS_SHOWN = timedelta(days=62)
MOST_SESSIONS = 12
CANCELLED = {"workshop": "La séance du {} est annulée.", "stop": "Le passage du {} est annulé."}
RESTORED = {"workshop": "La séance du {} aura lieu.", "stop": "Le passage du {} aura lieu."}


@dataclass(frozen=True)
class SessionLine:
    session: Session

    @property
    def when(self) -> str:
        """« mardi 24 novembre de 14 h à 16 h »."""
        day = long_date(self.session.start.date(), timezone.localdate())
        return f"{day} {session_hours(self.session)}"


@dataclass(frozen=True)
class Line:
    """A workshop or a stop in a list."""

    whole: Repeating

    @property
    def when(self) -> str:
        return rule_sentence(self.whole.rule, timezone.localdate())


def session_lines(whole: Repeating) -> list[SessionLine]:
    """The next sessions, cancelled ones included; `site.closures` are read too."""
    today = timezone.localdate()
    closures = whole.site.closures.all()
    found = sessions(whole.rule, closures, today, today + MONTHS_SHOWN)
    return [SessionLine(one) for one in found[:MOST_SESSIONS]]


def act_on_session(author: Author, whole: Repeating, data) -> tuple[str, str]:
    """(what was done, "") or ("", why not), in French, for a posted SessionForm."""
    form = SessionForm(data)
    if not form.is_valid():
        said = [message for messages in form.errors.values() for message in messages]
        return "", " ".join(said)
    try:
        return _do(author, whole, form.cleaned_data), ""
    except ValidationError as error:
        return "", " ".join(error.messages)


def _do(author: Author, whole: Repeating, told: dict) -> str:
    day: date = told["day"]
    said, kind = long_date(day, timezone.localdate()), whole._meta.model_name
    if told["act"] == SessionForm.CANCEL:
        cancel_session(author, whole, day, reason=told["reason"])
        return CANCELLED[kind].format(said)
    if told["act"] == SessionForm.RESTORE:
        restore_session(author, whole, day)
        return RESTORED[kind].format(said)
    if not isinstance(whole, Workshop):
        raise ValidationError("On ne compte pas les places d’un arrêt.")
    known = whole.sessions.filter(day=day).first()
    at = known.at if known else None
    change_session(author, whole, day, places_left=told["places_left"], at=at)
    return f"Les places libres du {said} sont notées."
