"""Who changed what, when, from where and why, as French lines. Read-only.

The number of queries depends neither on the number of acts nor on that of the rows they changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db import models

from ..models import Act, Site
from .changes import lines
from .names import Names, row_name
from .trail import (
    Mark,
    Step,
    belongs_to_site,
    first_marks_of_act,
    marks_of_act,
    marks_on_site,
    places_of_acts,
    read_earlier,
    sizes_of_act,
    steps,
)

ACTS_A_PAGE = 25
PLACES_A_PAGE = 50
MOST_READ = 2_000  # rows of history read at once to tell an act
SEVERAL = "plusieurs lieux"


@dataclass(frozen=True)
class Told:
    """What an act changed of one place, or of one row that belongs to no place."""

    title: str
    site_id: int | None  # of the place, None for another row
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """An act in the history of a place. `lines` is empty when nothing that is shown changed."""

    act: Act
    lines: tuple[str, ...]


def site_history(site: Site, number: object = 1, size: int = ACTS_A_PAGE) -> Page:
    """One page of entries, the last act first."""
    marks = marks_on_site(site.pk)
    ids = sorted({mark.act_id for mark in marks}, reverse=True)
    page = Paginator(ids, size).get_page(number)
    shown = set(page.object_list)
    acts = Act.objects.in_bulk(shown)
    found = steps(mark for mark in marks if mark.act_id in shown)
    names = Names(found)
    told: dict[int, list[str]] = {act_id: [] for act_id in shown}
    for step in found:
        told[step.act_id] += lines(step, names)
    page.object_list = [Entry(acts[one], tuple(told[one])) for one in page.object_list]
    return page


def act_told(
    act: Act, number: object = 1, size: int = PLACES_A_PAGE, *, sizes: dict | None = None
) -> Page:
    """One page of what an act changed, place by place, then the other rows. `page.sizes`: how many
    rows of each model it wrote, read unless given. Of a large act, only the rows of the page are
    read."""
    sizes = sizes_of_act(act.pk) if sizes is None else sizes
    is_large = sum(sizes.values()) > MOST_READ
    page = (_page_of_large if is_large else _page_of_act)(act.pk, sizes, number, size)
    found = steps(page.object_list)
    names = Names(found, owners=True)
    by_key: dict[tuple, list[Step]] = {}
    for step in found:
        by_key.setdefault(_key(step), []).append(step)
    page.object_list = [_told(key, by_key[key], names) for key in _keys(page.object_list)]
    page.sizes = sizes
    return page


def rows_told(sizes: dict[type[models.Model], int]) -> list[tuple[str, int]]:
    """(« lieu », 20 000)…, the most first."""
    ordered = sorted(sizes.items(), key=lambda item: -item[1])
    return [(str(model._meta.verbose_name), rows) for model, rows in ordered]


def _page_of_act(act_id: int, sizes: dict, number: object, size: int) -> Page:
    """A page of the marks on some of its places."""
    marks = marks_of_act(act_id)
    page = Paginator(_keys(marks), size).get_page(number)
    shown = set(page.object_list)
    page.object_list = read_earlier(mark for mark in marks if mark.key in shown)
    return page


def _page_of_large(act_id: int, sizes: dict, number: object, size: int) -> Page:
    """The same, by its rows of the model that most matters: places, or the most numerous."""
    model = Site if Site in sizes else max(sizes, key=sizes.get)
    page = Paginator(range(sizes[model]), size).get_page(number)
    page.object_list = first_marks_of_act(act_id, model, page.start_index() - 1, page.end_index())
    return page


def _keys(marks: Iterable[Mark]) -> list[tuple]:
    """The places concerned, then the rows that belong to none, each once."""
    return list(dict.fromkeys(mark.key for mark in marks))


def places_named(acts: Iterable[Act]) -> dict[int, str]:
    """Act → the name of the place it touched, « plusieurs lieux », or nothing."""
    spans = places_of_acts(act.pk for act in acts)
    alone = {first for first, last in spans.values() if first == last}
    names = dict(Site.objects.filter(pk__in=alone).values_list("pk", "name"))
    return {
        act_id: names.get(first, f"n° {first}") if first == last else SEVERAL
        for act_id, (first, last) in spans.items()
    }


def _key(step: Step) -> tuple[type[models.Model], int]:
    if belongs_to_site(step.model):
        held = step.row if step.row is not None else None
        return Site, held.site_id
    return step.model, step.pk


def _told(key: tuple, found: list[Step], names: Names) -> Told:
    model, pk = key
    told = tuple(line for step in found for line in lines(step, names))
    if model is Site:
        own = next((step.row for step in found if step.model is Site and step.row), None)
        return Told(own.name if own is not None else names.of(Site, pk), pk, told)
    name = row_name(found[0].row) if found[0].row is not None else ""
    kind = str(model._meta.verbose_name)
    return Told(f"{kind[:1].upper()}{kind[1:]} : {name or f'n° {pk}'}", None, told)
