"""Servers and bases for the tests of several processes.

The database is reached through a relay that the test can cut (PostgreSQL), or is a file that it
can move away (SQLite).
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg
import pytest
from django.conf import settings
from django.utils.crypto import get_random_string

from .test_project import environment

PATIENCE_S = 30
# One long-lived connection a process, as in production, must not hide that the base came back.
EDIT = """
import django, sys
django.setup()
from places.actions.edit import edit_site
from places.actions.recording import Author
from places.models import Site
from places.vocabulary import Origin
site = Site.objects.get(slug=sys.argv[1])
edit_site(Author("Autre processus", Origin.ADMIN), site, summary=sys.argv[2])
"""
SLUG = "hotel-de-ville-de-roubaix"


class Relay:
    """A TCP door to the database server, that can be shut (connections cut) and opened again."""

    def __init__(self, host: str, port: int):
        self._target = (host, port)
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if not self._is_open:
                client.close()
                continue
            server = socket.create_connection(self._target)
            self._open += [client, server]
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self._pour, args=(source, sink), daemon=True).start()

    @staticmethod
    def _pour(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def shut(self) -> None:
        self._is_open = False
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def open(self) -> None:
        self._is_open = True

    def close(self) -> None:
        self.shut()
        self._listener.close()


@dataclass
class Base:
    """A temporary database with the places of Roubaix, that can go away and come back."""

    url: str
    folder: Path
    leave: Callable[[], None] | None = None
    come_back: Callable[[], None] | None = None

    def environment(self) -> dict[str, str]:
        changes = {"DATABASE_URL": self.url, "HTTPS": "0", "LOG_LEVEL": "ERROR"}
        changes["DJANGO_SETTINGS_MODULE"] = "mediation.settings"
        return environment(self.folder, **changes)

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def edit(self, summary: str) -> None:
        """Change the summary of a place in a process of its own."""
        self.python("-c", EDIT, SLUG, summary)


def is_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@contextmanager
def demonstration(folder: Path) -> Iterator[Base]:
    """The demonstration, made once: each test works on a copy (`copy_of`)."""
    with new_base() if is_postgresql() else nullcontext(file_in(folder)) as url:
        made = Base(url, folder)
        made.python("manage.py", "demo", "--no-serve")
        yield made


@contextmanager
def copy_of(demo: Base, folder: Path) -> Iterator[Base]:
    shutil.copytree(demo.folder, folder, dirs_exist_ok=True)
    copied = postgresql_base if is_postgresql() else sqlite_base
    with copied(demo, folder) as base:
        yield base


def file_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'base.sqlite3'}"


@contextmanager
def sqlite_base(demo: Base, folder: Path) -> Iterator[Base]:
    path, away = folder / "base.sqlite3", folder / "away"

    def move(source: Path, target: Path) -> None:
        target.mkdir(exist_ok=True)
        for file in source.glob("base.sqlite3*"):
            with suppress(FileNotFoundError):  # SQLite has just put its journal away
                file.rename(target / file.name)

    def leave() -> None:
        move(folder, away)
        path.mkdir()  # nobody can make an empty base in its place

    def come_back() -> None:
        path.rmdir()
        move(away, folder)

    yield Base(file_in(folder), folder, leave, come_back)


@contextmanager
def new_base(like: str = "template1") -> Iterator[str]:
    """The address of a base of PostgreSQL of its own, a copy of another one."""
    given = urlsplit(os.environ["DATABASE_URL"])
    name = f"two_processes_{os.getpid()}_{get_random_string(6, 'abcdefgh')}"
    with psycopg.connect(urlunsplit(given), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        try:
            yield urlunsplit(given._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def postgresql_base(demo: Base, folder: Path) -> Iterator[Base]:
    with new_base(urlsplit(demo.url).path[1:]) as url:
        direct = urlsplit(url)
        relay = Relay(direct.hostname, direct.port or 5432)
        account = direct.netloc.rpartition("@")[0]
        through = direct._replace(netloc=f"{account}@127.0.0.1:{relay.port}")
        try:
            yield Base(urlunsplit(through), folder, relay.shut, relay.open)
        finally:
            relay.close()


@contextmanager
def server(base: Base) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = (base.folder / f"server-{port}.log").open("w+", encoding="utf-8")
    command = ["gunicorn", "mediation.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=settings.BASE_DIR,
        env=base.environment(),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for_port(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)
        log.close()


def wait_for_port(port: int, process: subprocess.Popen, log) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    log.seek(0)
    pytest.fail(f"Le serveur n’a pas démarré :\n{log.read()}")


def fetch(url: str) -> tuple[int, str]:
    """(status, page). A connection refused is not a status: it fails the test."""
    try:
        with urlopen(url, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except URLError as error:
        return pytest.fail(f"{url} : {error.reason}")
