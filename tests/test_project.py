"""The project as a whole: its settings speak clearly, it is safe to deploy, the README is true."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.crypto import get_random_string

ROOT = settings.BASE_DIR
READERS = ("text", "flag", "number", "items", "database", "web_address", "one_of", "secret_key")


def names_read(path: Path) -> set[str]:
    """Names of the environment variables that a source reads, by our helpers or by `os`."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            ours = called.startswith("env.") and called.removeprefix("env.") in READERS
            if (ours or called in ("os.environ.get", "os.getenv")) and node.args:
                names |= _literal(node.args[0])
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            names |= _literal(node.slice)
    return names


def _literal(node: ast.expr) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) else set()


@cache
def variables() -> set[str]:
    return set().union(*(names_read(path) for path in (ROOT / "mediation").glob("*.py")))


def environment(tmp_path: Path, **changes: str) -> dict[str, str]:
    """This process's environment without any of our variables, then `changes`."""
    kept = {name: value for name, value in os.environ.items() if name not in variables()}
    return kept | {"DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"} | changes


def run(tmp_path: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(tmp_path, **changes),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def production(tmp_path: Path) -> dict[str, str]:
    return {
        "SECRET_KEY": get_random_string(60),
        "ALLOWED_HOSTS": "example.org",
        "DATA_DIR": str(tmp_path),
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "n’importe quoi"),
        ("DATABASE_URL", "mysql://u:p@hote/base"),
        ("DATABASE_URL", "oracle://u:p@hote/base"),
        ("DEBUG", "maybe"),
        ("DEMO", "peut-être"),
        ("HTTPS", "2"),
        ("BEHIND_PROXY", "https"),
        ("SECRET_KEY", "trop-court"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", f"django-insecure-{'x1y2z3' * 10}"),
        ("TILES_URL", "ftp://exemple.fr/{z}/{x}/{y}.png"),
        ("TILES_URL", "exemple.fr/{z}/{x}/{y}.png"),
        ("TOWN_LATITUDE", "abc"),
        ("TOWN_LATITUDE", "91"),
        ("TOWN_LATITUDE", "nan"),
        ("TOWN_LONGITUDE", "-181"),
        ("FRESH_MONTHS", "0"),
        ("LABEL_WARNING_MONTHS", "0"),
        ("DOCUMENT_MAX_MB", "1000"),
        ("ORIENTATION_MAIL_FROM", "0"),
        ("GEOCODER_URL", "exemple.fr/search"),
        ("GEOCODER_TIMEOUT_S", "0"),
        ("GEOCODER_CACHE_S", "-1"),
    ],
)
def test_bad_setting_is_refused_by_name(tmp_path, name, value):
    done = run(tmp_path, "-c", "import mediation.settings", **{name: value})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured:")
    assert name in last


def test_folder_that_cannot_be_written_is_said_with_the_variable(tmp_path):
    (tmp_path / "file").touch()
    done = run(tmp_path, "-c", "import mediation.settings", DATA_DIR=str(tmp_path / "file" / "in"))
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr.strip().splitlines()[-1]


def test_settings_need_no_variable_at_all(tmp_path):
    done = run(tmp_path, "-c", "import mediation.settings as s; print(s.DEBUG, s.HTTPS)")
    assert (done.returncode, done.stdout) == (0, "False True\n"), done.stderr
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("changes", "is_asked"),
    [({}, True), ({"DEMO": "1"}, False), ({"GEOCODER_URL": ""}, False)],
    ids=["production", "demonstration", "off"],
)
def test_the_geocoding_service_is_asked_unless_told_not_to(tmp_path, changes, is_asked):
    command = "import mediation.settings as s; print(bool(s.GEOCODER_URL))"
    assert run(tmp_path, "-c", command, **changes).stdout == f"{is_asked}\n"


def test_two_processes_keep_the_same_key(tmp_path):
    command = "import mediation.settings as s; print(s.SECRET_KEY)"
    keys = {run(tmp_path, "-c", command).stdout for _ in range(2)}
    assert len(keys) == 1
    assert len(keys.pop().strip()) >= 50


def test_deployment_check_finds_nothing(tmp_path):
    arguments = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run(tmp_path, *arguments, **production(tmp_path))
    assert done.returncode == 0, done.stderr


def test_deployment_check_can_fail(tmp_path):
    arguments = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run(tmp_path, *arguments, **production(tmp_path) | {"DEBUG": "1"})
    assert done.returncode != 0


def test_static_files_can_be_collected(tmp_path):
    done = run(tmp_path, "manage.py", "collectstatic", "--noinput", **production(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_variables_are_found_in_the_source():
    assert {"SECRET_KEY", "DATABASE_URL", "DEBUG", "TILES_URL", "TOWN_LATITUDE"} <= variables()


def test_readme_lists_every_variable_and_no_other():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    listed = {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row)}
    assert listed == variables() - {"DJANGO_SETTINGS_MODULE"}


def test_readme_names_two_commands():
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.split("## En deux commandes", 1)[1]
    demo, tests = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)[:2]
    assert demo.strip().endswith("manage.py demo")
    assert "pytest" in tests
    assert len(demo.strip().splitlines()) == len(tests.strip().splitlines()) == 1
