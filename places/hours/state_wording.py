"""The state of a place in one short French phrase, without a final full stop."""

from datetime import datetime

from places.hours.clocks import capitalise, clock, day_name, long_date, opening_clock
from places.hours.reading import DAY, MIDNIGHT, ZONE, asks_appointment
from places.hours.state import TO_CONFIRM, State, StateKind


def state_sentence(state: State, moment: datetime, *, can_call: bool = True) -> str:
    """« Ouvert jusqu'à 17 h », « Ouvre demain à 9 h »… `moment` is the aware time of asking.

    What has to be asked ends with « appelez avant », unless the place has no phone (`can_call`).
    """
    said = _SENTENCES[state.kind](state, moment.astimezone(ZONE))
    return f"{said}, appelez avant" if can_call and _must_ask(state) else said


def _must_ask(state: State) -> bool:
    """Whether the state says nothing to go by: no words of the place either."""
    if state.kind is StateKind.BY_APPOINTMENT:
        return bool(state.reason) and _says_nothing(_words(state.reason))
    return state.kind in _ASK


def _open(state: State, moment: datetime) -> str:
    if state.until is None:
        return "Ouvert jour et nuit"
    until = state.until.astimezone(ZONE)
    # A night ends before the next noon; anything longer needs its day.
    if until.date() == moment.date() or _next_morning(until, moment):
        return f"Ouvert jusqu'à {clock(until.time())}"
    day = until.date() - DAY if until.time() == MIDNIGHT else until.date()
    if (day - moment.date()).days <= 6:
        return f"Ouvert jour et nuit jusqu'à {day_name(day)}, {clock(until.time())}"
    return f"Ouvert jour et nuit jusqu'au {long_date(day, moment.date())}"


def _next_morning(until: datetime, moment: datetime) -> bool:
    days = (until.date() - moment.date()).days
    return days == 1 and until.hour < 12


def _closing(state: State, moment: datetime) -> str:
    return f"Ferme bientôt ({clock(state.until.astimezone(ZONE).time())})"


def _closed(state: State, moment: datetime) -> str:
    if state.until or state.reason:
        why = f" : {_words(state.reason)}" if state.reason else ""
        return f"Fermé en ce moment{why}. Rouvre {_when(state.opens, moment)}"
    opens = state.opens.astimezone(ZONE)
    if opens.date() == moment.date():
        return f"Fermé, ouvre {_when(opens, moment)}"
    return f"Ouvre {_when(opens, moment)}"


def _closed_long(state: State, moment: datetime) -> str:
    why = f" : {_words(state.reason)}" if state.reason else ""
    if state.opens:
        verb = "Rouvre" if state.until else "Ouvre"
        return f"Fermé en ce moment{why}. {verb} {_when(state.opens, moment)}"
    if state.until:
        last = state.until.astimezone(ZONE).date() - DAY
        return f"Fermé jusqu'au {long_date(last, moment.date())} inclus{why}"
    return f"Fermé jusqu'à nouvel ordre{why}"


def _holiday(state: State, moment: datetime) -> str:
    return f"Jour férié ({state.reason}) : horaires à confirmer"


def _appointment(state: State, moment: datetime) -> str:
    if not state.reason or asks_appointment(state.reason):
        return "Sur rendez-vous"
    words = _words(state.reason)
    if _says_nothing(words):
        return "Horaires à confirmer"
    return capitalise(words) if words.lower().startswith(TO_CONFIRM) else f"À confirmer : {words}"


def _unknown(state: State, moment: datetime) -> str:
    return "Horaires non connus"


def _unreadable(state: State, moment: datetime) -> str:
    return "Horaires à confirmer"


def _when(opens: datetime, moment: datetime) -> str:
    opens = opens.astimezone(ZONE)
    days = (opens.date() - moment.date()).days
    hour = f"à {opening_clock(opens.time())}"
    if days == 0:
        return hour
    if days == 1:
        return f"demain {hour}"
    if days <= 6:
        return f"{day_name(opens)} {hour}"
    return f"le {long_date(opens.date(), moment.date())} {hour}"


def _says_nothing(words: str) -> bool:
    return words.lower() in ("", TO_CONFIRM)


def _words(reason: str) -> str:
    return reason.strip().rstrip(".")


_ASK = (StateKind.HOLIDAY_UNCONFIRMED, StateKind.UNKNOWN, StateKind.UNREADABLE)
_SENTENCES = {
    StateKind.OPEN: _open,
    StateKind.CLOSING_SOON: _closing,
    StateKind.CLOSED: _closed,
    StateKind.CLOSED_LONG: _closed_long,
    StateKind.HOLIDAY_UNCONFIRMED: _holiday,
    StateKind.BY_APPOINTMENT: _appointment,
    StateKind.UNKNOWN: _unknown,
    StateKind.UNREADABLE: _unreadable,
}
