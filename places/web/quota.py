"""How often one address of the network may ask; the address itself is never kept."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR_S = 3600


def is_spent(request: HttpRequest, purpose: str, most: int) -> bool:
    """Count this request; whether the address has now made more than `most` within an hour.

    Counted by a keyed hash of the address, for each process.
    """
    address = request.META.get("REMOTE_ADDR", "")
    key = f"quota:{purpose}:{salted_hmac(purpose, address).hexdigest()}"
    cache.add(key, 0, timeout=HOUR_S)
    return cache.incr(key) > most
