"""The directory follows the documents, whoever publishes, and survives the database."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db import OperationalError

from places.actions.edit import edit_site, set_publication
from places.actions.thesaurus import save_needs
from places.directory import columns, load
from places.directory.columns import Lists
from places.press import feed
from places.vocabulary import Publication


def known():
    directory = load.current().directory
    return sorted(directory.document(int(row)).name for row in directory.rows())


def test_what_is_published_is_seen_at_the_next_request(make_site, author):
    site = make_site("Un")
    assert known() == ["Un"]
    make_site("Deux")
    edit_site(author, site, name="Premier")
    assert known() == ["Deux", "Premier"]


def test_a_request_costs_one_query_when_nothing_changed(make_site, django_assert_num_queries):
    make_site("Un")
    load.current()
    with django_assert_num_queries(1):
        load.current()


def test_news_cost_two_queries_more_however_many(make_site, django_assert_num_queries):
    make_site("Un")
    load.current()
    for number in range(5):
        make_site(f"Autre {number}")
    with django_assert_num_queries(3):
        load.current()


def test_a_withdrawn_place_is_gone_and_remembered(make_site, author):
    site = make_site("Un")
    load.current()
    set_publication(author, [site], Publication.ARCHIVED)
    directory = load.current().directory
    assert directory.find(site.slug) is None
    assert site.slug in directory.gone
    assert directory.count == 0
    set_publication(author, [site], Publication.PUBLISHED)
    directory = load.current().directory
    assert directory.find(site.slug).name == "Un"
    assert site.slug not in directory.gone


def test_new_needs_are_known_at_once(make_site, author):
    make_site("Un", services=[{"category": "acces"}])
    load.current()
    save_needs(author, [{"code": "tricot", "name": "Tricoter", "categories": ["acces"]}])
    directory = load.current().directory
    assert "tricot" in directory.lists.need_by_code
    assert directory.keys.counts(directory.alive_bits)[directory.keys.keys["besoin", "tricot"]] == 1


def test_bringing_up_to_date_gives_the_same_as_loading_afresh(make_site, author, districts):
    sites = [
        make_site(
            f"Lieu {n}",
            district=districts[1] if n % 2 else None,
            hours="Mo-Fr 09:00-12:00",
            latitude=50 + n / 100,
            longitude=3,
            services=[{"category": "acces", "needs": ["wifi"]}],
        )
        for n in range(30)
    ]
    load.current()
    for number in (1, 4, 9):
        edit_site(
            author,
            sites[number],
            name=f"Nouveau {number}",
            latitude=None,
            longitude=None,
            precision="",
        )
    set_publication(author, [sites[2]], Publication.ARCHIVED)
    followed = load.current().directory
    load.forget()
    fresh = load.current().directory
    assert followed.size > fresh.size  # old rows died in place
    for directory in (followed, fresh):
        assert directory.count == 29
    assert _columns_by_site(followed) == _columns_by_site(fresh)


def _columns_by_site(directory):
    table = {}
    for site, row in directory.row_of_site.items():
        keys = frozenset(
            key
            for key, at in directory.keys.keys.items()
            if directory.keys.matrix[at][row // 64] >> np.uint64(row % 64) & np.uint64(1)
        )
        words = frozenset(w for w, rows in directory.words.postings.items() if row in rows)
        week = directory.week
        openings = [
            (s, e)
            for r, s, e in zip(
                week.rows.tolist(), week.starts.tolist(), week.ends.tolist(), strict=True
            )
            if r == row
        ]
        table[site] = (
            directory.payloads[row],
            keys,
            words,
            tuple(openings),
            str(directory.latitudes[row]),
            bool(week.known[row]),
        )
    return table


def test_many_dead_rows_are_swept(make_site, author):
    site = make_site("Un")
    load.current()
    for number in range(30):
        edit_site(author, site, name=f"Nom {number}")
        directory = load.current().directory
    assert directory.count == 1
    assert directory.size <= 1 + columns.MOST_DEAD * 100


def test_the_last_copy_answers_when_the_database_is_away(make_site, monkeypatch):
    make_site("Un")
    seen = load.current()

    def away():
        raise OperationalError("no database")

    monkeypatch.setattr(feed, "version", away)
    snapshot = load.current()
    assert not snapshot.is_live
    assert snapshot.checked_at == seen.checked_at
    assert snapshot.directory.count == 1
    monkeypatch.undo()
    monkeypatch.setattr(load, "RETRY_AFTER", timedelta(0))
    assert load.current().is_live


def test_without_database_and_without_copy_there_is_no_directory(monkeypatch, db):
    def away():
        raise OperationalError("no database")

    monkeypatch.setattr(feed, "version", away)
    with pytest.raises(load.DirectoryUnavailable):
        load.current()


def test_another_day_has_its_own_week(make_site):
    make_site("Un", hours="Mo 09:00-12:00")
    directory = load.current().directory
    tuesday = directory.on_day(date(2026, 11, 24))
    assert tuesday.week.first == date(2026, 11, 24)
    assert tuesday.on_day(date(2026, 11, 24)) is tuesday
    assert tuesday.week.starts.tolist() == [6 * 1440 + 9 * 60]


def test_an_empty_directory_is_a_directory(db):
    directory = columns.build(1, Lists(), [], date(2026, 11, 24))
    assert directory.count == 0
    assert directory.find("rien") is None
