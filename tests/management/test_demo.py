"""`python manage.py demo`: everything is ready in one command, and a second one loses nothing."""

import os
import re
import socket
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from places.actions.edit import edit_site
from places.actions.recording import Author
from places.management.commands import demo
from places.models import (
    Contact,
    EquipmentLoan,
    ErrorReport,
    LabelAward,
    Orientation,
    PlanAction,
    Proposal,
    PublishedSite,
    SearchCount,
    Site,
    UnknownText,
    VisitCount,
    Wish,
)
from places.vocabulary import Origin

PASSWORD = re.compile(r"^Mot de passe : (\S+)$", re.MULTILINE)


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("demo", *arguments, stdout=output, no_color=True)
    return output.getvalue()


def day_of_work() -> dict[str, int]:
    """How much of each thing waits for the coordinator, or was counted."""
    models = (
        *(Contact, Proposal, ErrorReport, LabelAward, EquipmentLoan, SearchCount, Orientation),
        *(VisitCount, PlanAction, Wish),
    )
    counts = {model.__name__: model.objects.count() for model in models}
    return counts | {"texts": UnknownText.objects.exclude(text="").count()}


@pytest.mark.django_db
def test_demo_twice_keeps_data_and_tells_the_password_once():
    first = run("--no-serve")
    password = PASSWORD.search(first)[1]
    user = get_user_model().objects.get(username="coordination")
    assert user.is_staff
    assert not user.is_superuser
    assert [group.name for group in user.groups.all()] == ["Coordination"]
    assert get_user_model().objects.count() == 1
    assert user.check_password(password)
    assert len(password) >= 16

    site = Site.objects.get(external_id="roubaix-10")
    edit_site(Author("Coordination", Origin.ADMIN), site, hours="Mo 09:00-12:00")
    before = list(PublishedSite.objects.order_by("site_id").values_list("slug", "version"))
    work = day_of_work()
    assert all(work.values()), work

    second = run("--no-serve")
    assert "existe déjà" in second
    assert not PASSWORD.search(second)
    assert password not in second
    user.refresh_from_db()
    assert user.check_password(password)
    site.refresh_from_db()
    assert site.hours == "Mo 09:00-12:00"
    assert Site.objects.count() == 44
    after = list(PublishedSite.objects.order_by("site_id").values_list("slug", "version"))
    assert after == before
    assert day_of_work() == work


@pytest.mark.django_db
def test_demo_says_what_to_open_then_serves(monkeypatch):
    calls = []

    def record(name, *arguments, **options):
        calls.append((name, arguments, options))

    monkeypatch.setattr(demo, "call_command", record)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = run("--port", str(port))
    assert f"http://127.0.0.1:{port}/\n" in said
    assert f"http://127.0.0.1:{port}/coordination/\n" in said
    assert [name for name, _, _ in calls] == ["migrate", "runserver"]
    assert calls[-1] == ("runserver", (f"127.0.0.1:{port}",), {"use_reloader": False})


def test_demo_refuses_a_port_in_use_before_touching_anything():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(CommandError, match=f"Le port {port} est déjà pris"):
            run("--port", str(port))


@pytest.mark.parametrize("port", ["0", "65536", "-1"])
def test_demo_refuses_an_impossible_port(port):
    with pytest.raises(CommandError, match="n’est pas entre 1 et 65535"):
        run(f"--port={port}")


def test_demo_works_on_a_fresh_machine(tmp_path):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DEMO", "DEBUG", "HTTPS", "SECRET_KEY")
    }
    environment |= {"DATA_DIR": str(tmp_path / "data"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Lieux : 44 ajoutés, 0 déjà là." in done.stdout
    assert PASSWORD.search(done.stdout)
    assert (tmp_path / "data" / "db.sqlite3").exists()
