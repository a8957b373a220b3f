"""The geocoding service, played by a real server on this machine."""

import json
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache

from places import addresses
from places.addresses import geoplateforme

SECRET = "24 rue Bakounine Marseille"


def feature(**changes):
    properties = {
        "label": "24 Rue Bakounine 13003 Marseille",
        "score": 0.91,
        "housenumber": "24",
        "type": "housenumber",
        "name": "24 Rue Bakounine",
        "postcode": "13003",
        "citycode": "13203",
        "city": "Marseille",
        "x": 893000.5,
        "importance": 0.6,
    }
    coordinates = changes.pop("coordinates", [5.375, 43.312])
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": {**properties, **changes},
    }


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features), "query": SECRET})


class Service:
    """What the next answers are, and the questions received."""

    def __init__(self):
        self.status = 200
        self.body = collection(feature()).encode()
        self.headers = {"Content-Type": "application/json; charset=utf-8"}
        self.wait = threading.Event()
        self.is_slow = False
        self.drips = False
        self.asked: list[dict] = []

    def answer(self, *features):
        self.body = collection(*features).encode()


@pytest.fixture
def service(settings, monkeypatch):
    played = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            played.asked.append(parse_qs(urlsplit(self.path).query))
            if played.is_slow:
                played.wait.wait(10)
            self.send_response(played.status)
            for name, value in played.headers.items():
                self.send_header(name, value)
            if not played.drips:
                self.send_header("Content-Length", str(len(played.body)))
            self.end_headers()
            try:
                for _ in range(500 if played.drips else 0):
                    if not played.wait.wait(0.02):
                        self.wfile.write(b" ")
                self.wfile.write(played.body)
            except OSError:
                self.close_connection = True  # the caller did not wait

        def log_message(self, *args):
            """Nothing on the test's output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}/geocodage/search"
    settings.GEOCODER_TIMEOUT_S = 5
    cache.clear()
    yield played
    played.wait.set()
    server.shutdown()
    server.server_close()
    cache.clear()


def test_an_address_is_read_from_the_answer(service):
    found = geoplateforme.locate(SECRET)
    assert found.label == "24 Rue Bakounine 13003 Marseille"
    assert found.position == (43.312, 5.375)
    assert (found.is_exact, found.commune, found.commune_code) == (True, "Marseille", "13203")
    assert found.postal_code == "13003"


def test_the_question_prefers_the_town(service, settings):
    geoplateforme.locate(SECRET)
    (asked,) = service.asked
    assert asked["q"] == [SECRET]
    assert (asked["limit"], asked["autocomplete"]) == (["1"], ["0"])
    assert asked["lat"] == [str(settings.TOWN_LATITUDE)]
    assert asked["lon"] == [str(settings.TOWN_LONGITUDE)]


@pytest.mark.parametrize("kind", ["street", "locality", "municipality"])
def test_what_is_not_a_door_is_an_estimate(service, kind):
    service.answer(feature(type=kind))
    assert geoplateforme.locate(SECRET).is_exact is False


def test_no_address_is_no_failure(service):
    service.answer()
    assert geoplateforme.locate(SECRET) is None
    service.answer(feature())
    assert geoplateforme.locate("autre adresse").commune == "Marseille"


def test_an_answer_too_unlike_the_question_is_left(service):
    service.answer(feature(score=0.49))
    assert geoplateforme.locate(SECRET) is None
    service.answer(feature(score=0.5))
    assert geoplateforme.locate("autre adresse") is not None


def test_a_text_that_the_service_refuses_is_not_its_failure(service):
    service.status = 400
    assert geoplateforme.locate("((( rue") is None
    service.status = 200
    assert geoplateforme.locate(SECRET) is not None


BAD_BODIES = {
    "garbage": b"<html>maintenance</html>",
    "empty": b"",
    "not utf-8": b'{"type":"\xff"}',
    "list": b"[]",
    "null": b"null",
    "deep": b"[" * 100_000,
    "no features": b'{"type":"FeatureCollection"}',
    "other type": b'{"type":"Other","features":[]}',
    "features of text": b'{"type":"FeatureCollection","features":["x"]}',
    "score of text": collection(feature(score="0.9")).encode(),
    "label of number": collection(feature(label=3)).encode(),
    "empty label": collection(feature(label=" ")).encode(),
    "half a character": collection(feature(label="\ud800")).encode(),
    "long label": collection(feature(label="a" * 201)).encode(),
    "unknown type": collection(feature(type="planet")).encode(),
    "latitude": collection(feature(coordinates=[3.17, 91])).encode(),
    "longitude": collection(feature(coordinates=[181, 50])).encode(),
    "zero": collection(feature(coordinates=[0, 0])).encode(),
    "one number": collection(feature(coordinates=[3.17])).encode(),
    "text": collection(feature(coordinates=["3.17", "50.69"])).encode(),
    "none": collection(feature(coordinates=None)).encode(),
    "infinite": collection(feature(coordinates=[1e300 * 1e10, 50])).encode(),
    "too big a number": collection(feature()).replace("43.312", "1e999").encode(),
    "huge": b" " * 1_100_000 + collection(feature()).encode(),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_an_odd_answer_is_none_and_gives_the_service_a_rest(service, body):
    service.body = body
    assert geoplateforme.locate(SECRET) is None
    service.answer(feature())
    assert geoplateforme.locate("une autre rue") is None
    assert len(service.asked) == 1


@pytest.mark.parametrize("status", [204, 301, 302, 404, 429, 500, 503])
def test_another_status_is_a_failure(service, settings, status):
    service.status = status
    service.headers["Location"] = settings.GEOCODER_URL
    assert geoplateforme.locate(SECRET) is None
    assert len(service.asked) == 1, "a redirection is not followed"


def test_another_content_type_is_a_failure(service):
    service.headers["Content-Type"] = "text/html"
    assert geoplateforme.locate(SECRET) is None


@pytest.mark.parametrize("way", ["is_slow", "drips"])
def test_a_slow_service_is_not_waited_for(service, settings, way):
    settings.GEOCODER_TIMEOUT_S = 0.2
    setattr(service, way, True)  # it answers after ten seconds
    assert geoplateforme.locate(SECRET) is None


def test_nobody_listening_is_no_error(service, settings):
    settings.GEOCODER_URL = "http://127.0.0.1:9/search"
    assert geoplateforme.locate(SECRET) is None


def test_after_its_rest_the_service_is_asked_again(service, monkeypatch):
    monkeypatch.setattr(geoplateforme, "REST_S", 0.05)
    service.status = 500
    assert geoplateforme.locate(SECRET) is None
    service.status = 200
    time.sleep(0.1)
    assert geoplateforme.locate(SECRET) is not None


@pytest.mark.parametrize("known", [True, False])
def test_an_answer_is_asked_once(service, known):
    service.answer(*([feature()] if known else []))
    first = geoplateforme.locate(SECRET)
    assert (first is not None) == known
    assert geoplateforme.locate(SECRET.upper()) == first
    assert len(service.asked) == 1


def test_the_cache_and_the_journal_hold_nothing_typed(service, caplog):
    geoplateforme.locate("24 rue inconnue")
    service.status = 500
    with caplog.at_level(logging.INFO):
        geoplateforme.locate(SECRET)
        geoplateforme.locate("encore une autre")
    keys = " ".join(str(key) for key in cache._cache)
    for word in ("bakounine", "Bakounine", "inconnue", "Marseille"):
        assert word not in caplog.text
        assert word not in keys
    assert len(caplog.records) == 1, "a failure is told once"


@pytest.mark.parametrize("text", ["", "ab", "?!?!", "   "])
def test_texts_too_short_are_not_sent(service, text):
    assert geoplateforme.locate(text) is None
    assert service.asked == []


def test_an_empty_address_turns_the_service_off(service, settings):
    settings.GEOCODER_URL = ""
    assert geoplateforme.locate(SECRET) is None
    assert service.asked == []


def test_the_table_is_asked_first(service, streets):
    assert addresses.locate("12 rue de lannoy").commune == "Roubaix"
    assert addresses.locate("rue de la gare") is None, "several: the service would guess"
    assert service.asked == []
    assert addresses.locate(SECRET).commune == "Marseille"
