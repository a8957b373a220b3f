"""When a session ends: after some idle time, and some hours after signing in whatever happens."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

BEGUN, SEEN = "begun", "seen"  # seconds since 1970
NOTE_EVERY_S = 60  # the session is written at most once a minute


def begin(request: HttpRequest) -> None:
    """Somebody has just signed in."""
    now = int(timezone.now().timestamp())
    request.session[BEGUN] = request.session[SEEN] = now


def is_over(request: HttpRequest) -> bool:
    """Whether this session must end; if not, notes that its owner was here."""
    now = int(timezone.now().timestamp())
    begun, seen = request.session.get(BEGUN), request.session.get(SEEN)
    if begun is None or seen is None:
        begin(request)
        return False
    idle_s = settings.SESSION_IDLE_MINUTES * 60
    if now - seen > idle_s or now - begun > settings.SESSION_COOKIE_AGE:
        return True
    if now - seen >= min(NOTE_EVERY_S, idle_s / 2):
        request.session[SEEN] = now
    return False
