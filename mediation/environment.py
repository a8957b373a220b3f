"""Reads the environment; every error names the variable and says what is expected."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

_TRUE, _FALSE = {"1", "true", "yes", "on", "oui"}, {"", "0", "false", "no", "off", "non"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in _TRUE or value in _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} : « {value} » n’est ni 1 ni 0.")


def number(name: str, default: float, low: float, high: float) -> float:
    value = text(name, str(default))
    try:
        read = float(value.replace(",", "."))
    except ValueError:
        raise ImproperlyConfigured(f"{name} : « {value} » n’est pas un nombre.") from None
    if not low <= read <= high:
        raise ImproperlyConfigured(f"{name} : {value} n’est pas entre {low:g} et {high:g}.")
    return read


def one_of(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} : « {value} » n’est pas l’un de {', '.join(choices)}.")
    return value


def items(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def database(name: str, default: Path) -> dict:
    """Django's settings for a database URL, else for the SQLite file `default`.

    SQLite is in WAL mode, PostgreSQL kept connected. The path of the file is never read as a
    URL: its « # », « ? » and « % » are its own.
    """
    url = text(name)
    try:
        config = dj_database_url.parse(url) if url else _sqlite(default)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} : adresse de base non comprise. Exemples : sqlite:////chemin/base.sqlite3, "
            "postgres://utilisateur:motdepasse@hote:5432/base"
        ) from error
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif config["ENGINE"].endswith("postgresql"):
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
    else:
        raise ImproperlyConfigured(f"{name} : seuls SQLite et PostgreSQL sont pris en charge.")
    return config


def _sqlite(path: Path) -> dict:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}


def web_address(name: str, default: str, *, optional: bool = False) -> str:
    """An absolute http(s) URL; tile templates with {z}, {x}, {y} are fine.

    `optional`: it may be empty, which means none.
    """
    url = text(name, default)
    if optional and not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ImproperlyConfigured(f"{name} : « {url} » n’est pas une adresse http(s).")
    return url


def secret_key(name: str, folder: Path) -> str:
    """The variable, or else a random key kept in `folder`, readable by its owner only."""
    key = text(name)
    if key:
        if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
            raise ImproperlyConfigured(f"{name} : il faut au moins 50 caractères tirés au hasard.")
        return key
    path = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Two processes may start at once: only one creates the file, the other reads it.
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.write(handle, get_random_secret_key().encode())
        os.close(handle)
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} n’est pas définie et {path} ne peut pas être écrit ({error})."
        ) from error
    return path.read_text(encoding="utf-8").strip()
