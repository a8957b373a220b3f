"""The directory of this process: loaded once, followed at every request.

`current()` compares the version of the last publication (one small query) and applies what was
published since, whichever process published it. When the database cannot be reached it goes on
with the last copy and says since when.
"""

import gc
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError, connection

from ..hours.osm import ZONE
from ..press import feed
from . import columns
from .columns import Directory, Lists

log = logging.getLogger(__name__)
RETRY_AFTER = timedelta(seconds=5)  # an unreachable database is not asked at every request


class DirectoryUnavailable(Exception):
    """No copy in memory yet and no database to read one from."""


class Snapshot(NamedTuple):
    directory: Directory
    checked_at: datetime  # UTC: when the database last confirmed this version
    is_live: bool  # False while the database cannot be reached


class Window:
    """Holds one directory and keeps it up to date. Safe to use from several threads."""

    def __init__(self):
        self._lock = threading.Lock()
        self._directory: Directory | None = None
        self._checked_at = datetime.min.replace(tzinfo=UTC)
        self._failed_at: datetime | None = None

    def current(self) -> Snapshot:
        """The directory as of now. Raises DirectoryUnavailable when there never was one."""
        now = datetime.now(UTC)
        if self._failed_at and self._directory and now - self._failed_at < RETRY_AFTER:
            return self._snapshot(now, is_live=False)
        try:
            self._follow()
        except (DatabaseError, InterfaceError) as error:
            return self._last_copy(now, error)
        self._failed_at, self._checked_at = None, now
        return self._snapshot(now, is_live=True)

    def forget(self) -> None:
        """Drop the copy: the next call loads everything again."""
        with self._lock:
            self._directory, self._failed_at = None, None

    def _snapshot(self, now: datetime, is_live: bool) -> Snapshot:
        today = now.astimezone(ZONE).date()
        if self._directory.week.first != today:
            with self._lock:
                self._directory = self._directory.on_day(today)
        return Snapshot(self._directory, self._checked_at, is_live)

    def _follow(self) -> None:
        before, version = self._directory, feed.version()
        if before is not None and before.version == version:
            return
        with self._lock:
            held = self._directory  # another thread may have followed meanwhile, even further
            if held is None or (held is before and held.version > version):
                self._directory = _loaded(version)  # the first copy, or a restored database
            elif held.version < version:
                self._directory = _updated(held, version)

    def _last_copy(self, now: datetime, error: Exception) -> Snapshot:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        if self._directory is None:
            raise DirectoryUnavailable from error
        if self._failed_at is None:
            log.error("Base inaccessible, l’annuaire montre sa dernière copie : %s", error)
        self._failed_at = now
        return self._snapshot(now, is_live=False)


def _loaded(version: int) -> Directory:
    lists = Lists().updated(feed.lists_since(0))
    today = datetime.now(ZONE).date()
    with no_collection():
        return columns.build(version, lists, feed.rows_since(0), today)


@contextmanager
def no_collection() -> Iterator[None]:
    """Building, or counting, makes millions of short-lived objects and no cycle: looking for
    cycles meanwhile costs a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _updated(old: Directory, version: int) -> Directory:
    lists = old.lists.updated(feed.lists_since(old.version))
    return columns.refreshed(old, version, lists, list(feed.rows_since(old.version)))


_window = Window()
current = _window.current
forget = _window.forget
