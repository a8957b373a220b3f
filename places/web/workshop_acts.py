"""What the pages of the coordination and of the associations do to workshops and sessions."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..actions.recording import Author
from ..actions.repeating import cancel_session, restore_session
from ..actions.workshops import change_session, correct_later, save_workshop
from ..hours.sessions import Session, sessions
from ..hours.sessions_wording import rule_sentence, session_hours
from ..hours.wording import long_date
from ..models import Workshop
from ..vocabulary import Publication
from .coordination.fields import take_errors
from .workshop_form import SessionForm, WorkshopForm

MONTHS_SHOWN = timedelta(days=62)
MOST_SESSIONS = 12


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
    """A workshop in a list."""

    workshop: Workshop

    @property
    def when(self) -> str:
        return rule_sentence(self.workshop.rule, timezone.localdate())


def session_lines(workshop: Workshop) -> list[SessionLine]:
    """The next sessions, cancelled ones included; `site.closures` are read too."""
    today = timezone.localdate()
    closures = workshop.site.closures.all()
    found = sessions(workshop.rule, closures, today, today + MONTHS_SHOWN)
    return [SessionLine(one) for one in found[:MOST_SESSIONS]]


def save(author: Author, form: WorkshopForm, *, at_once: bool) -> Workshop | None:
    """Write a valid form; None when it is refused, and the form says why.

    Not `at_once`: what is shown stays, and a draft waits for the coordination.
    """
    if not form.is_valid():
        return None
    workshop, told = form.workshop, form.told()
    try:
        if at_once:
            return save_workshop(author, workshop, **told | {"publication": Publication.PUBLISHED})
        if workshop.pk and workshop.publication == Publication.PUBLISHED:
            return correct_later(author, workshop, **told)
        return save_workshop(author, workshop, **told | {"publication": Publication.DRAFT})
    except ValidationError as error:
        take_errors(form, error)
        return None


def act_on_session(author: Author, workshop: Workshop, data) -> tuple[str, str]:
    """(what was done, "") or ("", why not), in French, for a posted SessionForm."""
    form = SessionForm(data)
    if not form.is_valid():
        said = [message for messages in form.errors.values() for message in messages]
        return "", " ".join(said)
    told = form.cleaned_data
    try:
        return _do(author, workshop, told), ""
    except ValidationError as error:
        return "", " ".join(error.messages)


def _do(author: Author, workshop: Workshop, told: dict) -> str:
    day: date = told["day"]
    said = long_date(day, timezone.localdate())
    if told["act"] == SessionForm.CANCEL:
        cancel_session(author, workshop, day, reason=told["reason"])
        return f"La séance du {said} est annulée."
    if told["act"] == SessionForm.RESTORE:
        restore_session(author, workshop, day)
        return f"La séance du {said} aura lieu."
    known = workshop.sessions.filter(day=day).first()
    at = known.at if known else None
    change_session(author, workshop, day, places_left=told["places_left"], at=at)
    return f"Les places libres du {said} sont notées."
