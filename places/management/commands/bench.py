"""Measures the public and task pages on fictional directories of several sizes."""

import gzip
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ...diagnosis.landscape import KEPT_FOR, landscape
from ...directory import load
from ...directory.conditions import SATURDAY
from ...directory.facets import FREE, OPENING, YES
from ...directory.search import Query, search
from ...geo import Position
from .. import bench_work

WARM_UP = 5
POINT = "lat=45.19&lon=5.72"
PAGES = {
    "accueil": "/",
    "résultats, sans rien": "/lieux/",
    "résultats, texte + point + filtres": f"/lieux/?q=imprimante&{POINT}&gratuit=1&ouvert=samedi",
    "suggestions": "/suggestions/?q=mediath",
    "suggestions, faute de frappe": "/suggestions/?q=meditheque+lyo",
    "carte (points)": "/lieux/carte.json?cadre=42,-4,51,8&zoom=6",
    "carte (ville)": f"/lieux/carte.json?q=imprimante&{POINT}&cadre=45.1,5.6,45.3,5.9&zoom=12",
}
# Heavy, asked a few times a day, and read from what is kept for some minutes.
LANDSCAPE = {
    "état des lieux": "/etat-des-lieux/",
    "état des lieux, un tableau (CSV)": "/etat-des-lieux/besoins-quartiers.csv",
    "état des lieux, tableaux (XLSX)": "/etat-des-lieux/tableaux.xlsx",
    "état des lieux, document (DOCX)": "/etat-des-lieux/document.docx",
}
LANDSCAPE_ROUNDS = 3
WITH_ALL = Query(
    text="imprimante",
    position=Position(45.19, 5.72),
    chosen={FREE: frozenset({YES}), OPENING: frozenset({SATURDAY})},
)
HEADERS = {"accept-encoding": "identity", "host": "localhost"}


class Command(BaseCommand):
    help = (
        "Mesure les pages sur des annuaires fictifs, dans des bases temporaires du même "
        "moteur que DATABASE_URL. Ne touche pas à vos données."
    )

    def add_arguments(self, parser):
        parser.add_argument("--places", type=int, nargs="+", default=[300, 20_000])
        parser.add_argument(
            "--file", nargs="+", default=[], help="mesure aussi les lieux de ces fichiers nationaux"
        )
        parser.add_argument("--rounds", type=int, default=200, help="mesures par page")
        parser.add_argument("--here", action="store_true", help="mesure la base actuelle (JSON)")

    def handle(self, *args, places, file, rounds, here, **options):
        if here:
            self.stdout.write(json.dumps(measure(rounds)))
            return
        self.stdout.write(f"Machine : {machine()} ; moteur : {connection.vendor}")
        made = [("make_places", str(number), "--seed", "1") for number in places]
        for command in [*made, *(("import_sites", one, "--source", "bench") for one in file)]:
            with scratch_database() as environment:
                run(environment, "migrate", "--verbosity", "0")
                started = time.perf_counter()
                run(environment, *command)
                spent = time.perf_counter() - started
                found = json.loads(run(environment, "bench", "--here", "--rounds", str(rounds)))
            self.show(spent, found)

    def show(self, made: float, found: dict) -> None:
        self.stdout.write(
            f"\n{found['places']} lieux (écrits en {made:.1f} s) – annuaire prêt en"
            f" {found['load_s']:.2f} s, {found['memory_mb']:.0f} Mo de plus ; recherche seule"
            f" {found['search_ms']:.2f} ms (p50), {found['search_text_ms']:.2f} ms avec texte,"
            f" point et filtres ; état des lieux compté en {found['landscape_s']:.2f} s,"
            f" puis {found['landscape_again_s']:.2f} s"
        )
        self.stdout.write(
            f"{'page':38} {'p50 ms':>7} {'p95 ms':>7} {'calcul':>7} {'1re ms':>7} {'SQL':>4}"
            f" {'octets gzip':>12}"
        )
        for page in found["pages"]:
            self.stdout.write(
                f"{page['name']:38} {page['p50']:7.2f} {page['p95']:7.2f} {page['cpu']:7.2f}"
                f" {page['first']:7.1f} {page['queries']:4} {page['bytes']:12}"
            )


def run(environment: dict, *arguments: str) -> str:
    """The output of a management command in a process of its own."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout


def measure(rounds: int) -> dict:
    """Times in ms, sizes in bytes, memory in MB (10⁶), of the database in use."""
    connection.ensure_connection()
    before = memory_mb()
    started = time.perf_counter()
    directory = load.current().directory
    loaded = time.perf_counter() - started
    return {
        "places": directory.count,
        "load_s": loaded,
        "memory_mb": memory_mb() - before,
        "search_ms": time_search(directory, Query(), rounds),
        "search_text_ms": time_search(directory, WITH_ALL, rounds),
        **measure_landscape(directory),
        "pages": [
            *(
                measure_page(client(), *page, rounds)
                for page in [*PAGES.items(), a_place(directory)]
            ),
            *(measure_page(client(), *page, LANDSCAPE_ROUNDS) for page in LANDSCAPE.items()),
            *measure_back_office(rounds),
        ],
    }


def measure_landscape(directory) -> dict:
    """Seconds to compute every table, of a process that just started and of one that knows the
    opening hours."""
    spent = []
    with transaction.atomic():
        bench_work.make_orientations()
        for later in (0, 1):
            started = time.perf_counter()
            landscape(directory, timezone.now() + later * KEPT_FOR)
            spent.append(time.perf_counter() - started)
        transaction.set_rollback(True)
    return dict(zip(("landscape_s", "landscape_again_s"), spent, strict=True))


def measure_back_office(rounds: int) -> list[dict]:
    """The same of the task pages, with work to do, as seen by a member of « Coordination »: all of
    it is gone afterwards."""
    with transaction.atomic():
        pages = bench_work.make_work()
        account = bench_work.coordinator(f"bench-{os.getpid()}")
        staff = client()
        staff.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        found = [measure_page(staff, *page, rounds) for page in pages.items()]
        transaction.set_rollback(True)
    load.forget()  # it has read what is no more
    return found


def client() -> Client:
    return Client(headers=HEADERS)


def a_place(directory) -> tuple[str, str]:
    row = int(directory.rows()[directory.count // 2])
    return "fiche d’un lieu", f"/lieux/{directory.document(row).slug}/"


def time_search(directory, asked: Query, rounds: int) -> float:
    """Median ms of one search with all its counts."""
    now, times = timezone.now(), []
    for _ in range(rounds):
        started = time.perf_counter()
        search(directory, asked, now)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def measure_page(client: Client, name: str, path: str, rounds: int) -> dict:
    secure = settings.SECURE_SSL_REDIRECT
    times, computed, first = [], [], 0.0  # ms on the clock, ms of this process's processor
    for number in range(rounds + WARM_UP):
        started, computed_before = time.perf_counter(), time.process_time()
        response = client.get(path, secure=secure)
        spent = (time.perf_counter() - started) * 1000
        first = first or spent
        if number >= WARM_UP:
            times.append(spent)
            computed.append((time.process_time() - computed_before) * 1000)
    if response.status_code != 200:
        raise RuntimeError(f"{path} : {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path, secure=secure)
    return {
        "name": name,
        "first": first,
        "p50": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "cpu": statistics.median(computed),
        "queries": len(captured),
        "bytes": len(gzip.compress(response.content, 6)),
    }


def memory_mb() -> float:
    """Resident memory of this process (10⁶ bytes); 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = (
        re.search(r"model name\s*: (.+)", cpuinfo.read_text(encoding="utf-8"))
        if cpuinfo.exists()
        else None
    )
    name = found[1].strip() if found else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cœurs, Python {platform.python_version()}"


@contextmanager
def scratch_database() -> Iterator[dict]:
    """An environment whose DATABASE_URL is an empty database, removed afterwards."""
    environment = {**os.environ, "DEBUG": "0", "DEMO": "0"}
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield {**environment, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        return
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"bench_{os.getpid()}"
    with psycopg.connect(urlunsplit(url), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**environment, "DATABASE_URL": urlunsplit(url._replace(path=f"/{name}"))}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
