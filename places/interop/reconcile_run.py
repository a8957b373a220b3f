"""Import a file of the national standard: read, compare, write, all in one transaction.

Two passes over the file: the first counts rows and reads the network of each actor, the second
compares and writes by batches, so that memory does not grow with the file. The transaction opens
at the first change: on SQLite, where a writer keeps the others waiting, a file that changes
nothing makes nobody wait.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import msgspec
from django.db import transaction

from ..actions.batch import refresh_statistics
from ..actions.recording import Author, Writing, act
from ..models import Act, Site
from ..vocabulary import Origin
from .national import INDISPENSABLE, REQUIRED, Aspect, CellIssue, Level, PlaceRecord
from .national_rows import read_cell, read_row, write_row
from .national_site import own_identifier, record_of_site
from .reading import Row, RowFile, open_rows
from .reconcile import Comparison, compare
from .reconcile_actors import ActorBook
from .reconcile_apply import Applier, Creation, Update
from .report import Conflict, ImportReport, Refusal

BATCH = 500
_TOLD_APART = ("id", *INDISPENSABLE)


@dataclass(frozen=True)
class Request:
    """What is asked of an import. `source` "" means: as each row says, else the file's name."""

    path: Path
    source: str = ""
    licence: str = ""
    source_url: str = ""
    dry_run: bool = False


@dataclass
class Survey:
    """What the first pass learns."""

    rows: int = 0
    sources: dict[str, None] = field(default_factory=dict)
    networks: dict[str, str] = field(default_factory=dict)


def import_file(
    request: Request, progress: Callable[[Iterable[Row], int], Iterable[Row]] | None = None
) -> ImportReport:
    """Import a file; `progress(rows, total)` may wrap the rows to show how far it is.

    Raises UnreadableFile, and django.db.DatabaseError; nothing is written then.
    """
    rows = open_rows(request.path)
    survey = _survey(rows, request)
    author = next(iter(survey.sources)) if len(survey.sources) == 1 else request.path.stem

    def attempt(*, locked: bool) -> ImportReport:
        report = ImportReport(
            file=request.path.name, source=", ".join(survey.sources), dry_run=request.dry_run
        )
        report.issues += _absent_columns(rows)
        shown = progress(rows, survey.rows) if progress else rows
        with _fewer_collections(), ExitStack() as stack:
            begin = None
            if not request.dry_run:
                begin = _Begin(stack, author, request.path.name, locked=locked)
            run = _Run(request, rows, survey, report, begin)
            for batch in _batches(shown):
                run.take(batch)
            run.end()
        return report

    try:
        return attempt(locked=False)
    except _Overtaken:
        return attempt(locked=True)


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Look for cyclic garbage more rarely: a fifth of the time of a large import went there."""
    before = gc.get_threshold()
    gc.set_threshold(5000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Overtaken(Exception):
    """Somebody changed the directory after we began to read it, before we wrote."""


class _Begin:
    """Opens the act when something is first to be written: no change, no act.

    Made before anything is read. `locked` opens the transaction at once.
    """

    def __init__(self, stack: ExitStack, author: str, file_name: str, *, locked: bool):
        self._stack = stack
        self._locked = locked
        if locked:
            stack.enter_context(transaction.atomic())
        self._last_act = _last_act()
        self._author = Author(author, Origin.IMPORT)
        self._reason = f"Import de {file_name}"
        self._writing: Writing | None = None

    def __call__(self) -> Writing:
        if self._writing is None:
            self._stack.enter_context(transaction.atomic())
            if not self._locked and _last_act() != self._last_act:
                raise _Overtaken
            self._writing = self._stack.enter_context(act(self._author, self._reason))
        return self._writing


def _last_act() -> int | None:
    """Every change belongs to an act."""
    return Act.objects.order_by("pk").values_list("pk", flat=True).last()


class _Run:
    def __init__(
        self,
        request: Request,
        rows: RowFile,
        survey: Survey,
        report: ImportReport,
        begin: _Begin | None,
    ):
        self._request = request
        self._columns = rows.columns
        # An absent column is told once, an absent identifier or name on its own.
        columns = rows.columns or REQUIRED
        self._demanded = [c for c in REQUIRED if c in columns and c not in _TOLD_APART]
        self._networks = survey.networks
        self._sources = tuple(survey.sources)
        self._report = report
        self._actors = ActorBook()
        self._silent_network = bool(rows.columns) and "structure_parente" not in rows.columns
        self._index = SiteIndex()
        self._seen: set[tuple[str, str]] = set()
        self._seen_sites: set[int] = set()
        self._applier = None
        if begin:
            licence, url = request.licence, request.source_url
            self._applier = Applier(begin, self._actors, licence=licence, source_url=url)

    def take(self, batch: list[Row]) -> None:
        """Read, compare and write one batch of rows."""
        known: list[tuple[Row, PlaceRecord, int]] = []
        creations: list[Creation] = []
        for row in batch:
            if row.problem:
                self._refuse(row, "", row.problem)
                continue
            reading = read_row(row.line, row.cells, self._demanded)
            self._report.issues += reading.issues
            if reading.record is None:
                self._refuse(row, row.cells.get("id", ""), reading.refusal)
                continue
            source = _source_of(row, self._request)
            record = self._with_actor(row, reading.record, source)
            record = msgspec.structs.replace(record, collector=record.collector or source)
            site_id = self._index.find(record.external_id, source, named=bool(self._request.source))
            if self._is_repeated(source, record.external_id, site_id):
                self._refuse(row, record.external_id, "Identifiant déjà lu plus haut.")
            elif site_id is None:
                creations.append(Creation(record, source))
            else:
                known.append((row, record, site_id))
        updates = self._updates(known)
        self._report.created += len(creations)
        if self._applier:
            self._applier.apply(creations, updates)

    def end(self) -> None:
        """What concerns the sources rather than their places; what a large file asks for."""
        if self._applier:
            if self._report.created >= BATCH:
                refresh_statistics()
            self._applier.describe_sources(self._sources)

    def _updates(self, known: list[tuple[Row, PlaceRecord, int]]) -> list[Update]:
        ids = [site_id for _, _, site_id in known]
        sites = Site.objects.with_public_parts().in_bulk(ids) if ids else {}
        updates = []
        for row, record, site_id in known:
            site = sites[site_id]
            ours = self._ours(site)
            if site.source_id is None:
                # A place born here stays ours, whoever sends it back.
                record = msgspec.structs.replace(record, collector=ours.collector)
            comparison = compare(ours, record, self._columns, site.local_edits)
            self._report.conflicts += _conflicts(row, ours, record, comparison)
            if comparison.changes_something:
                updates.append(Update(site, comparison))
        self._report.updated += len(updates)
        self._report.unchanged += len(known) - len(updates)
        return updates

    def _ours(self, site: Site) -> PlaceRecord:
        """Our record, with the network its actor had when the import began."""
        network = self._actors.network_found(site.actor_id)
        return msgspec.structs.replace(record_of_site(site), network=network)

    def _with_actor(self, row: Row, record: PlaceRecord, source: str) -> PlaceRecord:
        """An actor has one network: the first that the file names for its pivot."""
        if not record.pivot:
            return record
        network = self._networks.get(record.pivot)
        if network is None:
            network = self._actors.network_kept(record.pivot, source, silent=self._silent_network)
        unread = record.unread
        if record.network and record.network != network:
            problem = f"Une autre ligne de même pivot donne « {network} », gardé."
            given = row.cells["structure_parente"]
            unread = unread | {"structure_parente": given}
            self._report.issues.append(
                CellIssue(row.line, "structure_parente", given, problem, Level.UNREAD)
            )
        return msgspec.structs.replace(record, network=network, unread=unread)

    def _is_repeated(self, source: str, external_id: str, site_id: int | None) -> bool:
        key = (source, external_id)
        if key in self._seen or site_id in self._seen_sites:
            return True
        self._seen.add(key)
        if site_id is not None:
            self._seen_sites.add(site_id)
        return False

    def _refuse(self, row: Row, external_id: str, reason: str) -> None:
        self._report.refusals.append(Refusal(row.line, external_id, reason))


class SiteIndex:
    """Which of our sites a row speaks of."""

    def __init__(self):
        self._by_source: dict[tuple[str, str], int] = {}
        self._by_collector: dict[tuple[str, str], int | None] = {}
        self._own: dict[str, int] = {}
        rows = Site.objects.order_by("pk").values_list(
            "pk", "slug", "external_id", "source__name", "collected_by"
        )
        for pk, slug, external_id, source, collector in rows.iterator(2000):
            self._own[own_identifier(pk, slug)] = pk
            if external_id:
                self._by_source[source, external_id] = pk
            if external_id and collector:
                key = (collector, external_id)
                self._by_collector[key] = None if key in self._by_collector else pk

    def find(self, external_id: str, source: str, *, named: bool) -> int | None:
        """The site of that identifier; `named`: the source was given, so nothing else is tried.

        Else our own exports are recognised: by the collector they show as the source, or by the
        identifier they give to the places that no source named.
        """
        found = self._by_source.get((source, external_id))
        if found is not None or named:
            return found
        return self._by_collector.get((source, external_id)) or self._own.get(external_id)


def _source_of(row: Row, request: Request) -> str:
    return request.source or read_cell("collector", row.cells) or request.path.stem[:200]


def _survey(rows: RowFile, request: Request) -> Survey:
    survey = Survey()
    for row in rows:
        survey.rows += 1
        if row.problem:
            continue
        survey.sources[_source_of(row, request)] = None
        network, pivot = read_cell("network", row.cells), read_cell("pivot", row.cells)
        if network and pivot:
            survey.networks.setdefault(pivot, network)
    return survey


def _absent_columns(rows: RowFile) -> list[CellIssue]:
    if rows.columns is None:
        return []
    problem = "Le standard demande cette colonne."
    absent = (column for column in REQUIRED if column not in rows.columns)
    return [CellIssue(1, column, "", problem, Level.MISSING) for column in absent]


def _conflicts(
    row: Row, ours: PlaceRecord, theirs: PlaceRecord, comparison: Comparison
) -> Iterator[Conflict]:
    if not comparison.conflicts:
        return
    our_cells, their_cells = write_row(ours), write_row(theirs)
    for aspect, edited_at in comparison.conflicts:
        for column in _differing(aspect, our_cells, their_cells):
            yield Conflict(
                row.line,
                theirs.external_id,
                column,
                our_cells[column],
                their_cells[column],
                edited_at,
            )


def _differing(aspect: Aspect, ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
    return [column for column in aspect.columns if ours[column] != theirs[column]]


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
