"""Searches are counted without following anybody, and no page waits for the count."""

import threading
from datetime import date

import pytest
from django.db import OperationalError

from places.directory.demand import Demand
from places.models import SearchCount, UnknownText
from places.web import counting
from places.web.counting import FLUSH_AFTER_S, FLUSH_FROM, Buffer

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
CUBOT = "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/120.0 Mobile"
DAY = date(2026, 11, 24)
CAF = Demand("caf")
SITE = "http://testserver"


@pytest.fixture(autouse=True)
def nothing_held():
    counting.buffer.empty()
    yield
    counting.buffer.empty()


@pytest.fixture
def search(town, client):
    """search("?q=caf", referer=…) → how many demands and unknown texts the process now holds."""

    def get(address="", agent=FIREFOX, method="get", status=200, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        call = getattr(client, method)
        response = call(f"/lieux/{address}", headers={"user-agent": agent, **headers})
        assert response.status_code == status
        demands, unknown = counting.buffer.empty()
        return demands.total(), unknown.total()

    return get


def test_a_search_is_counted_by_need_quartier_and_number_of_places(town, client):
    client.get("/lieux/?q=imprimer zorglub&ou=epeule", headers={"user-agent": FIREFOX})
    demands, unknown = counting.buffer.empty()
    assert [key[1] for key in demands] == [Demand("imprimer", district="epeule", results=1)]
    assert [key[1] for key in unknown] == ["zorglub"]


@pytest.mark.parametrize(
    "address", ["?q=imprimer", "?besoin=caf", "?ou=epeule", "?ouvert=maintenant", "?lat=50&lon=3"]
)
def test_whatever_is_asked_is_a_search(search, address):
    assert search(address) == (1, 0)


@pytest.mark.parametrize("address", ["", "?q=&ou=", "?page=2", "?zone=50.6,3.0,50.65,3.1"])
def test_looking_at_the_list_or_the_map_is_no_search(search, address, make_site):
    for number in range(12):
        make_site(f"Lieu {number}")
    assert search(address) == (0, 0)


def test_what_cannot_be_read_is_not_counted(search):
    assert search("?q=imprimer&heure=99", status=400) == (0, 0)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Python-urllib/3.11",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Thing/1.0; +https://exemple.fr)",
    ],
)
def test_robots_are_not_counted(search, agent):
    assert search("?q=imprimer zorglub", agent=agent) == (0, 0)


def test_a_telephone_called_cubot_is_no_robot(search):
    assert search("?q=imprimer", agent=CUBOT) == (1, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x_moz": "prefetch"},
        {"cache_control": "max-age=0"},
        {"hx_request": "true", "hx_history_restore_request": "true"},
        {"method": "head"},
    ],
    ids=lambda headers: next(iter(headers.values())),
)
def test_a_page_that_nobody_just_asked_for_is_not_counted(search, headers):
    assert search("?q=imprimer", **headers) == (0, 0)


def test_another_page_of_the_same_search_is_not_counted(search, make_site):
    for number in range(12):
        make_site(f"Lieu {number}", services=[{"category": "acces", "needs": ["imprimer"]}])
    first = f"{SITE}/lieux/?q=imprimer"
    assert search("?q=imprimer&page=2", referer=first) == (0, 0)
    assert search("?q=imprimer", referer=f"{first}&page=2") == (0, 0)


@pytest.mark.parametrize("how", ["referer", "hx_current_url"])
def test_a_choice_ticked_is_counted_only_when_it_leaves_no_place(search, how):
    before = {how: f"{SITE}/lieux/?q=imprimer"}
    assert search("?q=imprimer&gratuit=1", **before) == (0, 0)
    assert search("?q=imprimer&ouvert=dimanche", **before) == (1, 0)
    assert search(
        "?q=imprimer&ouvert=dimanche", referer=f"{SITE}/lieux/?ouvert=dimanche&q=imprimer"
    ) == (0, 0)


@pytest.mark.parametrize("address", ["?q=wifi", "?q=imprimer&ou=alma", "?besoin=wifi"])
def test_another_need_or_quartier_is_another_search(search, address):
    assert search(address, referer=f"{SITE}/lieux/?q=imprimer") == (1, 0)


@pytest.mark.parametrize(
    ("referer", "counted"),
    [
        (f"{SITE}/lieux/comite-de-l-epeule-roubaix/", 0),
        (f"{SITE}/", 1),
        ("https://ailleurs.fr/lieux/?q=imprimer", 1),
        ("http://[pas une adresse", 1),
        (f"{SITE}/lieux/?" + "&".join(f"a{number}=1" for number in range(200)), 1),
    ],
)
def test_a_return_from_a_place_is_no_new_search(search, referer, counted):
    assert search("?q=imprimer", referer=referer) == (counted, 0)


def test_a_counted_page_still_costs_one_query(town, client, django_assert_num_queries):
    client.get("/lieux/")
    with django_assert_num_queries(1):
        client.get("/lieux/?q=imprimer zorglub&ou=epeule", headers={"user-agent": FIREFOX})


def wait_for_the_writer() -> None:
    for thread in threading.enumerate():
        if thread.name == counting.THREAD:
            thread.join()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_counts_are_written_after_a_while_or_when_there_are_many(clock):
    buffer = Buffer(clock)
    clock.now = FLUSH_AFTER_S
    assert not buffer.is_due
    buffer.add(DAY, [CAF], [])
    assert buffer.is_due
    buffer.empty()
    for number in range(FLUSH_FROM):
        assert not buffer.is_due
        buffer.add(DAY, [Demand(f"besoin-{number}")], [])
    assert buffer.is_due


@pytest.mark.django_db(transaction=True)
def test_counts_are_written_by_a_thread_apart(clock):
    buffer = Buffer(clock)
    buffer.add(DAY, [CAF], ["zorglub"])
    buffer.add(DAY, [CAF], [])
    clock.now = FLUSH_AFTER_S
    buffer.flush_if_due()
    wait_for_the_writer()
    assert SearchCount.objects.get().count == 2
    assert UnknownText.objects.get().text == ""
    assert not buffer.is_due


def test_two_threads_that_count_lose_nothing():
    buffer = Buffer()

    def count() -> None:
        for _ in range(500):
            buffer.add(DAY, [CAF], ["zorglub"])

    threads = [threading.Thread(target=count) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    demands, unknown = buffer.empty()
    assert (demands[DAY, CAF], unknown[DAY, "zorglub"]) == (1000, 1000)


@pytest.fixture
def away(monkeypatch):
    """The database refuses to write, until away() says it is back."""

    def refuse(*args):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(counting, "record_searches", refuse)
        yield patch.undo


def test_what_a_busy_database_refuses_is_written_later(db, away, clock):
    buffer = Buffer(clock)
    buffer.add(DAY, [CAF], [])
    buffer.flush()
    for number in range(FLUSH_FROM):
        buffer.add(DAY, [Demand(f"besoin-{number}")], [])
    assert not buffer.is_due  # not hurried
    clock.now = FLUSH_AFTER_S
    assert buffer.is_due
    away()
    buffer.flush()
    assert SearchCount.objects.count() == FLUSH_FROM + 1


def test_a_long_absence_does_not_fill_the_memory(away, monkeypatch):
    monkeypatch.setattr(counting, "MOST_HELD", 3)
    buffer = Buffer()
    for number in range(5):
        buffer.add(DAY, [Demand(f"besoin-{number}")], [f"mot{number}"])
        buffer.flush()
    buffer.add(DAY, [Demand("besoin-0")], [])
    demands, unknown = buffer.empty()
    assert (len(demands), len(unknown)) == (3, 3)
    assert demands[DAY, Demand("besoin-0")] == 2


def test_a_page_is_shown_while_the_database_is_away(town, client, away, monkeypatch):
    monkeypatch.setattr(counting, "FLUSH_AFTER_S", 0)
    response = client.get("/lieux/?q=imprimer", headers={"user-agent": FIREFOX})
    wait_for_the_writer()
    assert response.status_code == 200
    assert counting.buffer.empty()[0].total() == 1
