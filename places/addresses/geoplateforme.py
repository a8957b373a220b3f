"""The geocoding service of the Géoplateforme (IGN), asked by the server for the resident.

GET GEOCODER_URL?q=…&limit=1&index=address&autocomplete=0&lat=…&lon=… answers a GeoJSON
FeatureCollection (geoservices.ign.fr, « Service Géoplateforme de géocodage »). It never stops a
page: late, down or odd, it is as if it knew nothing, and it is left alone for a minute. What was
typed is written nowhere: the cache's key is a hash, the journal says only what went wrong.
"""

import hashlib
import logging
import math
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal

import msgspec
import requests
from django.conf import settings
from django.core.cache import cache

from ..geo import Position
from ..text import normalise
from .address import Address

log = logging.getLogger(__name__)
REST_S = 60  # after a failure, nobody waits for it again before that
LEAST_SCORE = 0.5  # of 1: below, half of what was typed is not in the address answered
SHORTEST_TEXT = 3  # letters; the service refuses less
LONGEST_ANSWER = 1_000_000  # bytes; an address takes one thousand
LONGEST_LABEL = 200
REFUSED = 400
_CHUNK = 16_384  # bytes
_RESTING = "geocoder:rest"
_NOWHERE = ""  # cached: the service answered that it knows no such address
_HEADERS = {"Accept": "application/json", "User-Agent": "annuaire-mediation-numerique"}
# The name of a host may take long to be resolved, which no time-out of `requests` covers: the
# call is made aside, and left behind when it is late.
_callers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="geocoder")


class Unusable(Exception):
    """The service did not answer as its documentation says; the message quotes nothing of it."""


class _Properties(msgspec.Struct):
    label: str
    score: float
    type: Literal["housenumber", "street", "locality", "municipality"]
    city: str = ""
    citycode: str = ""
    postcode: str = ""


class _Point(msgspec.Struct):
    type: Literal["Point"]
    coordinates: tuple[float, float]  # longitude, latitude


class _Feature(msgspec.Struct):
    properties: _Properties
    geometry: _Point


class _Answer(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[_Feature]


_decoder = msgspec.json.Decoder(_Answer)


def locate(text: str) -> Address | None:
    """The address that the service understands, None when it knows none or does not answer.

    Takes GEOCODER_TIMEOUT_S at most. Off when GEOCODER_URL is empty.
    """
    asked = normalise(text)
    if not settings.GEOCODER_URL or len(asked) < SHORTEST_TEXT:
        return None
    key = _key(asked)
    known = cache.get(key)
    if known is not None:
        return known or None
    if cache.get(_RESTING):
        return None
    try:
        found = _within(_callers.submit(_ask, text), settings.GEOCODER_TIMEOUT_S)
    except (Unusable, requests.RequestException, TimeoutError) as error:
        cache.set(_RESTING, True, REST_S)
        log.warning("Géocodage : sans réponse utilisable (%s), laissé %s s.", _why(error), REST_S)
        return None
    cache.set(key, found or _NOWHERE, settings.GEOCODER_CACHE_S)
    return found


def _key(asked: str) -> str:
    where = f"{settings.GEOCODER_URL} {asked}"
    return f"geocoder:{hashlib.sha256(where.encode()).hexdigest()}"


def _within(call: Future, seconds: float) -> Address | None:
    try:
        return call.result(timeout=seconds)
    finally:
        call.cancel()  # when it has not even begun


def _why(error: Exception) -> str:
    """Our own words, else the sort of error alone: those of `requests` quote the address."""
    return str(error) if isinstance(error, Unusable) else type(error).__name__


def _ask(text: str) -> Address | None:
    until = time.monotonic() + settings.GEOCODER_TIMEOUT_S
    asked = {
        "q": text,
        "limit": 1,
        "index": "address",
        "autocomplete": 0,
        "lat": settings.TOWN_LATITUDE,  # of two addresses alike, the nearest to the town
        "lon": settings.TOWN_LONGITUDE,
    }
    with requests.get(
        settings.GEOCODER_URL,
        params=asked,
        headers=_HEADERS,
        timeout=settings.GEOCODER_TIMEOUT_S,
        allow_redirects=False,
        stream=True,
    ) as response:
        if response.status_code == REFUSED:  # this text, not the service
            return None
        return _read(_body(response, until))


def _body(response: requests.Response, until: float) -> bytes:
    if response.status_code != 200:
        raise Unusable(f"code {response.status_code}")
    if "json" not in response.headers.get("Content-Type", ""):
        raise Unusable("la réponse n’est pas du JSON")
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise Unusable("réponse trop longue")
        if time.monotonic() > until:
            raise Unusable("réponse trop lente")
    return bytes(body)


def _read(body: bytes) -> Address | None:
    """The first address of an answer, None when it is none or too unlike what was typed."""
    try:
        features = _decoder.decode(body).features
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unusable("réponse d’une autre forme") from error
    if not features:
        return None
    said, (longitude, latitude) = features[0].properties, features[0].geometry.coordinates
    if not _is_on_earth(latitude, longitude) or not 0 < len(said.label.strip()) <= LONGEST_LABEL:
        raise Unusable("position ou libellé impossible")
    if not LEAST_SCORE <= said.score <= 1:
        return None
    return Address(
        label=said.label.strip(),
        position=Position(latitude, longitude),
        is_exact=said.type == "housenumber",
        commune=said.city,
        commune_code=said.citycode,
        postal_code=said.postcode,
    )


def _is_on_earth(latitude: float, longitude: float) -> bool:
    finite = math.isfinite(latitude) and math.isfinite(longitude)
    return (
        finite and abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    )
