"""What the settings read from the environment, value by value."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mediation import environment as env


@pytest.fixture(autouse=True)
def no_address(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.mark.parametrize(
    "folder", ["a b", "a#b", "a?b", "a%20b", "a%b", "été", "a;b&c=d", "[::1]", "C:\\données"]
)
@pytest.mark.parametrize("address", [None, "", "  "])
def test_default_database_is_in_the_folder_whatever_its_name(
    tmp_path, monkeypatch, folder, address
):
    if address is not None:
        monkeypatch.setenv("DATABASE_URL", address)
    path = tmp_path / folder / "db.sqlite3"
    config = env.database("DATABASE_URL", path)
    assert Path(config["NAME"]) == path
    assert config["ENGINE"] == "django.db.backends.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_given_by_its_address_is_the_one_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////ailleurs/base.sqlite3")
    config = env.database("DATABASE_URL", tmp_path / "db.sqlite3")
    assert config["NAME"] == "/ailleurs/base.sqlite3"
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@hote:5433/base")
    config = env.database("DATABASE_URL", tmp_path / "db.sqlite3")
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("hote", 5433, "base")
    assert config["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("address", ["n’importe quoi", "mysql://u:p@hote/base", "postgres://h:x/b"])
def test_wrong_address_is_told_with_the_variable(tmp_path, monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL"):
        env.database("DATABASE_URL", tmp_path / "db.sqlite3")


def test_an_optional_address_may_be_empty_and_no_other(monkeypatch):
    monkeypatch.setenv("GEOCODER_URL", " ")
    assert env.web_address("GEOCODER_URL", "https://exemple.fr", optional=True) == ""
    monkeypatch.delenv("GEOCODER_URL")
    assert env.web_address("GEOCODER_URL", "https://exemple.fr", optional=True)
    assert env.web_address("GEOCODER_URL", "", optional=True) == ""
    monkeypatch.setenv("GEOCODER_URL", "exemple.fr/search")
    with pytest.raises(ImproperlyConfigured, match=r"^GEOCODER_URL"):
        env.web_address("GEOCODER_URL", "", optional=True)
    with pytest.raises(ImproperlyConfigured, match=r"^TILES_URL"):
        env.web_address("TILES_URL", "")
