"""Counts add up by day; an unknown text is kept only from its third different day."""

import json
import threading
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import Error, connection
from django.utils import timezone

from places.actions import searches
from places.actions.searches import (
    add_term,
    digest_of,
    forget_unknown_texts,
    hide_text,
    record_searches,
    show_text,
)
from places.directory import load
from places.directory.demand import Demand
from places.directory.understand import understand
from places.models import Act, Need, SearchCount, UnknownText, UnknownTextDay

CAF = Demand("caf", district="alma", results=0)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def typed(db, today):
    """typed("zorglub", 0, 1, 1): today, then twice yesterday."""

    def record(text, *days_ago):
        for ago in days_ago:
            record_searches({}, {(today - timedelta(days=ago), text): 1})
        return UnknownText.objects.filter(digest=digest_of(text)).first()

    return record


def everything_stored() -> str:
    rows = [*UnknownText.objects.all(), *UnknownTextDay.objects.all(), *SearchCount.objects.all()]
    return serializers.serialize("json", rows)


def test_counts_of_a_day_add_up(db, today):
    yesterday = today - timedelta(days=1)
    record_searches({(today, CAF): 2, (yesterday, CAF): 1}, {})
    record_searches({(today, CAF): 3, (today, CAF._replace(results=3)): 1}, {})
    found = SearchCount.objects.order_by("day", "results").values_list("day", "results", "count")
    assert list(found) == [(yesterday, 0, 1), (today, 0, 5), (today, 3, 1)]


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_at_the_same_time_all_add_up(today):
    def write() -> None:
        done = 0
        while done < 10:
            try:
                record_searches({(today, CAF): 1, (today, Demand("wifi")): 1}, {(today, "x"): 1})
            except Error:  # SQLite in memory refuses the second writer instead of making it wait
                continue
            done += 1
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.count for row in SearchCount.objects.all()] == [20, 20]
    assert UnknownTextDay.objects.get().count == 20


def test_a_text_is_only_a_digest_until_its_third_different_day(typed):
    assert typed("zorglub", 2, 2, 2, 1, 1).text == ""
    assert "zorglub" not in everything_stored()
    assert typed("zorglub", 0).text == "zorglub"


def test_a_digest_tells_nothing_without_the_key(settings):
    before = digest_of("zorglub")
    assert before == digest_of("zorglub") != digest_of("zorglub2")
    settings.SECRET_KEY = "une autre clé, longue et tirée au hasard, pour cet essai seulement"
    assert digest_of("zorglub") != before


def test_the_days_and_times_of_a_text_are_told(typed, today):
    typed("zorglub", 5, 1, 1, 0)
    kept = UnknownText.objects.with_days().get()
    assert (kept.typed_days, kept.typed_times) == (3, 4)
    kept = UnknownText.objects.with_days(today - timedelta(days=1)).get()
    assert (kept.typed_days, kept.typed_times) == (2, 3)


def test_nothing_says_at_what_time_a_text_was_typed(typed):
    typed("zorglub", 2, 1, 0)
    for row in json.loads(everything_stored()):
        assert not any("T" in str(value) and ":" in str(value) for value in row["fields"].values())


def test_a_text_typed_long_ago_is_forgotten(typed):
    typed("zorglub", 0)
    typed("ancien", 0)
    UnknownTextDay.objects.filter(unknown__digest=digest_of("ancien")).update(
        day=timezone.localdate() - timedelta(days=searches.UNKNOWN_DAYS + 1)
    )
    assert forget_unknown_texts() == 1
    assert [row.digest for row in UnknownText.objects.all()] == [digest_of("zorglub")]


def test_a_text_that_lost_its_third_day_is_a_digest_again(typed):
    kept = typed("zorglub", 2, 1, 0)
    oldest = kept.days.order_by("day").first()
    oldest.day -= timedelta(days=searches.UNKNOWN_DAYS)
    oldest.save()
    assert forget_unknown_texts() == 1
    assert "zorglub" not in everything_stored()
    assert kept.days.count() == 2


def test_the_daily_command_forgets(typed, capsys):
    typed("zorglub", 0).days.update(day=timezone.localdate() - timedelta(days=91))
    call_command("forget_addresses")
    assert "Mots cherchés oubliés : 1." in capsys.readouterr().out
    assert not UnknownText.objects.exists()


def test_made_up_words_do_not_fill_the_base(db, today, monkeypatch):
    monkeypatch.setattr(searches, "MOST_A_DAY", 5)
    record_searches({}, {(today, "mot0"): 1})
    record_searches({}, {(today, f"mot{number}"): 1 for number in range(8)})
    assert UnknownText.objects.count() == 5
    assert UnknownTextDay.objects.get(unknown__digest=digest_of("mot0")).count == 2
    record_searches({}, {(today, "mot0"): 1, (today, "mot9"): 1})
    assert UnknownText.objects.count() == 5
    assert UnknownTextDay.objects.get(unknown__digest=digest_of("mot0")).count == 3


def test_a_text_put_aside_stays_aside_even_when_typed_again(typed, author):
    unknown = typed("zorglub", 2, 1, 0)
    hide_text(author, unknown)
    typed("zorglub", 0)
    assert not UnknownText.objects.shown().exists()
    assert unknown.days.count() == 3
    unknown.days.all().delete()
    forget_unknown_texts()
    assert UnknownText.objects.get().hidden_by == author.name


def test_a_text_put_aside_can_be_taken_back(typed, author):
    unknown = typed("zorglub", 2, 1, 0)
    hide_text(author, unknown)
    show_text(unknown)
    assert list(UnknownText.objects.shown()) == [unknown]


def test_a_term_added_is_understood_at_once_and_signed(typed, author):
    need = Need.objects.get(code="caf")
    add_term(author, typed("zorglub", 2, 1, 0), need, "Zorglub ")
    need.refresh_from_db()
    assert need.terms[-1] == {"text": "Zorglub", "source": "recherche"}
    assert Act.objects.first().author == author.name
    assert not UnknownText.objects.exists()
    lexicon = load.current().directory.lexicon
    assert understand("zorglub", lexicon).needs == ("caf",)


def test_a_term_already_there_is_not_written_twice(typed, author):
    need = Need.objects.get(code="caf")
    before = need.terms
    add_term(author, typed("zorglub", 2, 1, 0), need, before[0]["text"].upper())
    need.refresh_from_db()
    assert need.terms == before
