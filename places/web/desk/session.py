"""What a desk's session remembers: which desk it is, and the last orientation noted."""

from django.http import HttpRequest

from ...models import Desk

DESK, LAST = "desk", "desk_last"
NO_DESK = "Sans guichet"


def desk_name(request: HttpRequest) -> str:
    """« Médiathèque, accueil »; asks the database nothing."""
    return request.session.get(DESK, {}).get("name", NO_DESK)


def desk(request: HttpRequest) -> Desk | None:
    """None without a desk, or when it was deleted since."""
    key = request.session.get(DESK, {}).get("key")
    return Desk.objects.filter(pk=key).first() if key else None


def choose_desk(request: HttpRequest, chosen: Desk | None) -> None:
    request.session[DESK] = {"key": chosen.pk, "name": chosen.name} if chosen else {}


def last(request: HttpRequest) -> int | None:
    """Key of the last orientation noted in this session, which may still be taken back."""
    return request.session.get(LAST)


def remember(request: HttpRequest, key: int | None) -> None:
    request.session[LAST] = key
