"""What import_file does to the directory."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from places.actions.edit import edit_site
from places.interop.national import Level
from places.interop.reconcile_run import Request, import_file
from places.models import Act, Actor, Service, Site, Source
from places.press import feed
from places.vocabulary import Origin, Precision, Publication

from .files import AWKWARD, PLACE, write_csv, write_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    """load([row, …], source="…") imports these rows and gives the report."""

    def run(rows, name="liste.csv", **asked):
        return import_file(Request(write_csv(tmp_path / name, rows), **asked))

    return run


def counts(report) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.refused


def state() -> tuple:
    """Everything an import could write."""
    sites = list(Site.objects.order_by("pk").values())
    others = (Act, Actor, Service, Source, Site.history.model)
    return sites, [model.objects.count() for model in others], feed.version()


def test_import_publishes_new_places_in_one_act_with_their_history(load):
    report = load([PLACE, {**PLACE, "id": "2"}])
    assert counts(report) == (2, 0, 0, 0)
    act = Act.objects.get()
    assert (act.author, act.origin, act.reason) == ("Hubik", Origin.IMPORT, "Import de liste.csv")
    site = Site.objects.first()
    assert site.publication == Publication.PUBLISHED
    assert [(row.history_type, row.act) for row in site.history.all()] == [("+", act)]
    assert len([row for row in feed.rows_since(0) if row.payload]) == 2


@pytest.mark.parametrize("rows", [[PLACE], AWKWARD], ids=["plain", "awkward"])
def test_second_import_of_the_same_file_changes_nothing(load, rows):
    load(rows)
    before = state()
    assert counts(load(rows)) == (0, 0, len(rows), 0)
    assert state() == before


def test_change_in_the_file_updates_only_what_changed(load):
    load([PLACE, {**PLACE, "id": "2"}])
    version = feed.version()
    report = load([{**PLACE, "telephone": "+33320000000"}, {**PLACE, "id": "2"}])
    assert counts(report) == (0, 1, 1, 0)
    site = Site.objects.get(external_id="lieu-1")
    assert site.phone == "+33320000000"
    assert site.history.count() == 2
    assert Site.objects.get(external_id="2").history.count() == 1
    assert [row.site_id for row in feed.rows_since(version)] == [site.pk]


def test_dry_run_plans_everything_and_writes_nothing(load):
    load([PLACE])
    before = state()
    rows = [{**PLACE, "nom": "Autre nom"}, {**PLACE, "id": "2"}, {**PLACE, "id": "3", "nom": ""}]
    report = load(rows, dry_run=True, licence="Licence Ouverte 2.0")
    assert counts(report) == (1, 1, 0, 1)
    assert state() == before
    assert counts(load(rows)) == (1, 1, 0, 1)


def test_row_that_cannot_be_a_place_is_refused_and_the_others_are_taken(load):
    report = load([{**PLACE, "commune": ""}, {**PLACE, "id": "2"}])
    assert counts(report) == (1, 0, 0, 1)
    assert (report.refusals[0].line, report.refusals[0].id) == (2, "lieu-1")
    assert "commune" in report.refusals[0].reason


def test_identifier_read_twice_is_refused(load):
    report = load([PLACE, {**PLACE, "nom": "Le même"}])
    assert counts(report) == (1, 0, 0, 1)
    assert report.refusals[0].line == 3


def test_element_of_json_that_is_no_object_is_refused(tmp_path):
    report = import_file(Request(write_json(tmp_path / "f.json", [PLACE, "bonjour"])))
    assert counts(report) == (1, 0, 0, 1)


def test_error_after_the_first_batch_leaves_nothing_behind(load, tmp_path):
    load([PLACE])
    before = state()
    rows = [{**PLACE, "id": str(rank)} for rank in range(600)]

    def stop_late(rows, total):
        assert total == 600
        for rank, row in enumerate(rows):
            if rank == 550:
                raise DatabaseError("disque plein")
            yield row

    with pytest.raises(DatabaseError):
        import_file(Request(write_csv(tmp_path / "f.csv", rows)), stop_late)
    assert state() == before


class TestLocalEdits:
    @pytest.fixture
    def site(self, load, author):
        load(
            [
                {
                    **PLACE,
                    "horaires": "Mo 09:00-12:00",
                    "services": "Aide aux démarches administratives",
                }
            ]
        )
        site = Site.objects.get()
        edit_site(
            author, site, hours="Tu 09:00-12:00", parts={"services": [{"category": "emploi"}]}
        )
        return site

    def row(self, days: int, **changes) -> dict:
        day = timezone.localdate() + timedelta(days=days)
        return {
            **PLACE,
            "date_maj": day.isoformat(),
            "horaires": "We 09:00-12:00",
            "services": "Loisirs et créations numériques",
            **changes,
        }

    @pytest.mark.parametrize("days", [-30, 0])
    def test_older_file_never_overwrites_them_and_says_so(self, load, site, days):
        report = load([self.row(days, telephone="+33320000000")])
        site.refresh_from_db()
        assert site.hours == "Tu 09:00-12:00"
        assert [s.category for s in site.services.all()] == ["emploi"]
        assert site.phone == "+33320000000"
        told = {(c.line, c.column, c.ours, c.theirs) for c in report.conflicts}
        assert (2, "horaires", "Tu 09:00-12:00", "We 09:00-12:00") in told
        assert {c.column for c in report.conflicts} == {"horaires", "services"}

    def test_file_without_date_never_overwrites_them(self, load, site):
        load([self.row(0, date_maj="")])
        site.refresh_from_db()
        assert site.hours == "Tu 09:00-12:00"

    def test_newer_file_wins_and_the_edit_protects_no_more(self, load, site):
        report = load([self.row(+1)])
        site.refresh_from_db()
        assert site.hours == "We 09:00-12:00"
        assert [s.category for s in site.services.all()] == ["loisirs"]
        assert report.conflicts == []
        assert not {"hours", "services"} & set(site.local_edits)

    def test_empty_cell_never_erases_them_whatever_its_date(self, load, site):
        report = load([self.row(+1, horaires="")])
        site.refresh_from_db()
        assert site.hours == "Tu 09:00-12:00"
        assert [c.column for c in report.conflicts] == ["horaires"]

    def test_conflict_alone_leaves_the_place_unchanged(self, load, site):
        day = (timezone.localdate() - timedelta(days=30)).isoformat()
        load([self.row(0, date_maj=day)])
        before = state()
        assert counts(load([self.row(0, date_maj=day)])) == (0, 0, 1, 0)
        assert state() == before

    def test_corrected_position_is_kept_whole(self, load, author, site):
        edit_site(author, site, latitude=50.7, longitude=3.2, precision=Precision.EXACT)
        report = load([self.row(-30, latitude="50.6", longitude="3.1")])
        site.refresh_from_db()
        assert (site.latitude, site.longitude) == (50.7, 3.2)
        assert {"latitude", "longitude"} <= {c.column for c in report.conflicts}


def test_service_that_stays_keeps_its_details(load, author):
    rows = [{**PLACE, "services": "Aide aux démarches administratives"}]
    load(rows)
    site = Site.objects.get()
    site.services.update(needs=["caf"], hours="Mo 09:00-10:00")
    both = "Insertion professionnelle via le numérique|Aide aux démarches administratives"
    load([{**PLACE, "services": both}])
    found = {service.category: service for service in site.services.all()}
    assert list(found) == ["emploi", "demarches"]
    assert (found["demarches"].needs, found["demarches"].hours) == (["caf"], "Mo 09:00-10:00")


def test_finer_kind_of_ours_stays_when_the_standard_says_no_more(load, author):
    rows = [{**PLACE, "typologie": "EPN"}]
    load(rows)
    site = Site.objects.get()
    edit_site(author, site, kinds=["ecn", "poste"])
    assert counts(load(rows)) == (0, 0, 1, 0)
    Site.objects.update(local_edits={})
    load([{**PLACE, "typologie": "EPN|ASSO"}])
    site.refresh_from_db()
    assert site.kinds == ["ecn", "association", "poste"]


def test_absent_column_says_nothing_and_an_empty_cell_erases(load, tmp_path):
    load([{**PLACE, "telephone": "+33320000000", "couleur": "bleu"}])
    path = tmp_path / "court.csv"
    path.write_text(
        "id,nom,commune,source\nlieu-1,Médiathèque Simone-Veil,Roubaix,Hubik\n", encoding="utf-8"
    )
    assert counts(import_file(Request(path))) == (0, 0, 1, 0)
    load([{**PLACE, "couleur": ""}])
    site = Site.objects.get()
    assert (site.phone, site.extra) == ("", {})


def test_unread_cell_is_forgotten_when_the_source_corrects_it(load):
    load([{**PLACE, "telephone": "bip"}])
    assert Site.objects.get().unread == {"telephone": "bip"}
    load([{**PLACE, "telephone": "+33320000000"}])
    assert Site.objects.get().unread == {}


def test_archived_place_is_not_published_again(load, author):
    load([PLACE])
    edit_site(author, Site.objects.get(), publication=Publication.ARCHIVED)
    load([{**PLACE, "nom": "Nouveau nom"}])
    assert Site.objects.get().publication == Publication.ARCHIVED


class TestSource:
    def test_is_the_row_s_by_default_else_the_file_s_name(self, load):
        load([PLACE, {**PLACE, "source": ""}])
        assert set(Site.objects.values_list("source__name", "external_id", "collected_by")) == {
            ("Hubik", "lieu-1", ""),
            ("liste", "lieu-1", ""),
        }

    def test_given_is_the_namespace_and_the_row_s_is_who_collected(self, load):
        load([PLACE], source="Région")
        site = Site.objects.get()
        assert (site.source.name, site.collected_by) == ("Région", "Hubik")
        assert counts(load([PLACE], source="Région")) == (0, 0, 1, 0)

    def test_place_collected_by_the_row_s_source_is_recognised_without_the_option(self, load):
        load([PLACE], source="Région")
        assert counts(load([PLACE])) == (0, 0, 1, 0)

    def test_licence_and_address_are_set_only_when_given(self, load):
        load([PLACE])
        assert Source.objects.get(name="Hubik").licence == ""
        version = feed.version()
        load([PLACE], licence="Licence Ouverte 2.0", source_url="https://hubik.example/")
        source = Source.objects.get(name="Hubik")
        assert (source.licence, source.url) == ("Licence Ouverte 2.0", "https://hubik.example/")
        assert len(list(feed.rows_since(version))) == 1
        load([PLACE])
        assert Source.objects.get(name="Hubik").licence == "Licence Ouverte 2.0"


def test_issues_tell_line_column_value_and_level(load):
    report = load([{**PLACE, "telephone": "bip", "frais_a_charge": "Troc|Sel", "pivot": ""}])
    told = {(i.line, i.column, i.value, i.level) for i in report.issues}
    assert told == {
        (2, "telephone", "bip", Level.UNREAD),
        (2, "frais_a_charge", "Troc|Sel", Level.UNREAD),
        (2, "pivot", "", Level.MISSING),
    }
    assert report.cells_not_understood == 2


def test_number_of_queries_grows_with_batches_not_with_rows(load, django_assert_max_num_queries):
    load([PLACE])
    with django_assert_max_num_queries(42):
        load([{**PLACE, "id": str(rank)} for rank in range(100)], source="Autre")


def test_badly_quoted_row_is_refused_with_its_line_and_the_others_are_taken(load, tmp_path):
    path = write_csv(tmp_path / "f.csv", [{**PLACE, "id": str(rank)} for rank in range(3)])
    text = path.read_text(encoding="utf-8")
    bad = text.replace("1,43493312300029,Médiathèque", '1,43493312300029,"Espace "Le 7""')
    path.write_text(bad, encoding="utf-8", newline="")
    report = import_file(Request(path))
    assert counts(report) == (2, 0, 0, 1)
    assert report.refusals[0].line == 3
    assert "Guillemets" in report.refusals[0].reason
    assert report.source == "Hubik"


def test_file_that_changes_nothing_opens_no_transaction(load):
    load([PLACE])
    with CaptureQueriesContext(connection) as captured:
        load([PLACE])
    assert [query for query in captured if "SAVEPOINT" in query["sql"]] == []


def test_correction_made_while_the_file_is_read_is_seen(tmp_path, load, author):
    load([PLACE])
    rows = [{**PLACE, "telephone": "+33320000000"}, {**PLACE, "id": "2"}]
    site, passes = Site.objects.get(), []

    def somebody_edits(rows, total):
        passes.append(total)
        for row in rows:
            yield row
            if len(passes) == 1 and row.cells["id"] == "2":
                edit_site(author, site, phone="+33320111111")

    report = import_file(Request(write_csv(tmp_path / "liste.csv", rows)), somebody_edits)
    assert passes == [2, 2]
    assert counts(report) == (1, 0, 1, 0)
    assert [conflict.column for conflict in report.conflicts] == ["telephone"]
    site.refresh_from_db()
    assert site.phone == "+33320111111"
