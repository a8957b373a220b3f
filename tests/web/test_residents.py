"""No page, export or log of what is counted holds a resident's personal data.

Residents and agents type it everywhere it can be typed; then everything that counts is read.
"""

import io
import logging
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from places.actions.searches import record_searches
from places.actions.snapshots import take_snapshot
from places.diagnosis.landscape import landscape
from places.directory import load
from places.models import ErrorReport, Orientation, SearchCount
from places.web import counting
from places.web.coordination.listings import paris_day

# Sokolnicka and her word live nowhere in the vocabulary, the fixtures or the pages.
NAME, PHONE, MAIL = "Sokolnicka", "06 98 76 54 32", "h.sokolnicka@perso.example"
BIRTH, STORY = "13/07/1948", "mon mari a la quenouillette"
LATITUDE = "50.68876543"
PLANTED = (NAME, PHONE, PHONE.replace(" ", ""), MAIL, BIRTH, STORY, "quenouillette", LATITUDE)
TYPED = (
    f"Mme {NAME} imprimer",
    f"imprimer {PHONE}",
    f"caf {MAIL}",
    f"née le {BIRTH} dossier caf",
    f"je cherche une aide car {STORY} et je suis seule avec mes enfants depuis trois ans et demi",
)
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
LANDSCAPE = "/etat-des-lieux/"


@pytest.fixture
def lived(town, client, account, sign_in, note_orientations, caplog, monkeypatch):
    """Three days of a town whose residents tell much; a coordinator is signed in."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("places.web.human.FASTEST_SECONDS", -1)  # a test fills forms at once
    client.defaults["HTTP_USER_AGENT"] = FIREFOX  # robots are not counted
    counting.buffer.empty()
    for text in TYPED:
        client.get("/lieux/", {"q": text})
        client.get("/suggestions/", {"q": text})
        client.get("/lieux/", {"q": "imprimer", "ou": text})
        client.get(f"/etat-des-lieux/{quote(text)}/")
        client.get(LANDSCAPE, {"avec": text})
    client.get("/lieux/", {"q": "imprimer", "lat": LATITUDE, "lon": "3.1650"})
    report_by_post(client)
    sign_in(account("Accueil"))
    for text in TYPED:
        state = f"q={quote(text)}&ou={quote(text)}&lat={LATITUDE}&lon=3.1650"
        client.get(f"/orienter/?{state}")
        client.post("/orienter/noter/", {"etat": state, "raison": "autre"})
        client.post("/orienter/noter/", {"etat": state, "raison": text, "donnes": text})
    keep_for_three_days()
    for ago, reason in enumerate(("complet", "", "langue"), start=1):
        note_orientations(today(), 6, ["imprimer"], "epeule", reason, ago=ago)
    sign_in(account("Coordination"))
    load.forget()
    take_snapshot(timezone.now())
    return client


def today():
    return paris_day(timezone.now())


def report_by_post(client) -> None:
    """What a resident leaves to be answered is read by those who answer, and by nobody else."""
    path = "/lieux/mairie-lille/erreur/"
    opened = client.get(path).context["opened"]
    said = {"topics": ["horaires"], "message": f"{STORY}, {PHONE}", "email": MAIL}
    assert client.post(path, {**said, "opened": opened}).status_code == 302


def keep_for_three_days() -> None:
    """As if the same had been typed on three days, when unknown words begin to be kept."""
    demands, unknown = counting.buffer.empty()
    for ago in range(3):
        day = today() - timedelta(days=ago)
        record_searches(
            {(day, demand): number for (_, demand), number in demands.items()},
            {(day, text): number for (_, text), number in unknown.items()},
        )


def planted_in(text: str) -> list[str]:
    return [secret for secret in PLANTED if secret.lower() in text.lower()]


def text_of(response) -> str:
    """What a reader of the file finds in it."""
    body = b"".join(response) if response.streaming else response.content
    kind = response["Content-Type"]
    if "spreadsheet" in kind:
        book = load_workbook(io.BytesIO(body))
        return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    if "wordprocessing" in kind:
        written = Document(io.BytesIO(body))
        cells = (cell.text for one in written.tables for row in one.rows for cell in row.cells)
        return "\n".join([*(one.text for one in written.paragraphs), *cells])
    return body.decode()


def pages() -> list[str]:
    found = landscape(load.current().directory, timezone.now())
    month = f"{LANDSCAPE}{today():%Y-%m}/"
    files = ["", "tableaux.xlsx", "document.docx", *(f"{one.code}.csv" for one in found.tables)]
    lists = [one for row in found.tables for one in (row.listing, *_listings(row)) if one]
    asked = {one.params for one in lists if one.route == "orientations"}
    return [
        *(f"{folder}{name}" for folder in (LANDSCAPE, month) for name in files),
        f"{LANDSCAPE}?avec={today():%Y-%m}",
        *("/", "/a-propos/", "/besoins/", "/orienter/", "/orienter/guichet/"),
        "/orienter/annuaire/",
        *("/coordination/orientations/", "/coordination/orientations/liste.csv"),
        f"/coordination/orientations/?mois={today():%Y-%m}",
        f"/coordination/orientations/liste.csv?mois={today():%Y-%m}",
        *(f"/coordination/orientations/?{_query(params)}" for params in sorted(asked)),
        "/coordination/recherches/?jours=365",
        "/coordination/recherches/nombres.csv?jours=365",
        "/coordination/admin/places/desk/",
        "/coordination/reseau/",
    ]


def _listings(table):
    return (one for row in table.rows for one in (row.listing, *row.listings))


def _query(params) -> str:
    return "&".join(f"{name}={value}" for name, value in params)


def was_counted(client) -> bool:
    """Else one would find nothing because there is nothing."""
    noted = Orientation.objects.filter(at__gte=timezone.now() - timedelta(hours=1))
    return (
        SearchCount.objects.filter(need="imprimer").exists()
        and noted.count() == len(TYPED)
        and ErrorReport.objects.filter(email=MAIL).exists()
        and "18 orientations" in client.get(LANDSCAPE).content.decode()
    )


def logged(caplog) -> str:
    return "\n".join(
        f"{one.getMessage()} {one.args} {one.exc_text or ''}"
        for one in caplog.records
        if not one.name.startswith("django.db")  # the values of queries, never logged in production
    )


def kept_in_tables() -> dict[str, list[str]]:
    """Every text of every table of the site, but the reports, that their readers answer."""
    kept = {}
    for model in apps.get_app_config("places").get_models():
        if model is not ErrorReport:
            for row in model.objects.values():
                if found := planted_in(" ".join(str(value) for value in row.values())):
                    kept[model.__name__] = found
    return kept


def test_no_page_no_file_no_log_no_mail_and_no_table_tells_what_a_resident_typed(lived, caplog):
    """All in one test: the town is made once. A failure says where, and what."""
    assert was_counted(lived)
    told = {}
    for path in pages():
        response = lived.get(path)
        assert response.status_code == 200, path
        told[path] = planted_in(f"{text_of(response)} {dict(response.headers)}")
    told["logs"] = planted_in(logged(caplog))
    told["mails"] = planted_in(" ".join(f"{one.subject} {one.body}" for one in mail.outbox))
    assert {place: found for place, found in told.items() if found} == {}
    assert kept_in_tables() == {}
