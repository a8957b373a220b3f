"""Write a fictional national directory."""

import sys
from argparse import ArgumentParser
from collections import defaultdict
from datetime import timedelta
from itertools import islice

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from places.actions import batch
from places.actions.recording import Author, Writing, act
from places.interop.plausible import (
    EXAMPLE_FIELDS,
    SOURCE,
    PlausiblePlace,
    identifier,
    plausible_places,
)
from places.interop.reconcile_actors import ActorBook, ActorKey
from places.interop.reconcile_apply import Applier, Creation
from places.models import Closure, Equipment, Need, Site
from places.vocabulary import Origin

BATCH = 500


class Command(BaseCommand):
    help = (
        "Écrit N lieux fictifs, publiés, dans la base : pour les essais et les mesures, jamais "
        f"sur un vrai site. Source « {SOURCE} » ; chaque fiche dit que le lieu est un exemple. "
        "Même graine, mêmes lieux."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="graine du hasard (défaut : 1)")

    def handle(self, *args, **options) -> None:
        count, seed = options["count"], options["seed"]
        if count < 1:
            raise CommandError("Le nombre de lieux est d’au moins 1.")
        first = Site.objects.filter(source__name=SOURCE, external_id=identifier(seed, 1))
        if first.exists():
            raise CommandError(f"Les lieux de la graine {seed} sont déjà là : changez --seed.")
        today = timezone.localdate()
        found = plausible_places(count, seed, today, _needs_by_category())
        shown = iter(tqdm(found, total=count, unit=" lieux", file=sys.stderr, disable=None))
        with act(Author("make_places", Origin.COMMAND), "Lieux fictifs") as writing:
            actors = ActorBook()
            applier = Applier(lambda: writing, actors)
            while places := list(islice(shown, BATCH)):
                _write(writing, applier, actors, places)
            batch.refresh_statistics()
        self.stdout.write(f"{count} lieux fictifs écrits (graine {seed}).")


def _needs_by_category() -> dict[str, list[str]]:
    needs = defaultdict(list)
    for code, categories in Need.objects.order_by("code").values_list("code", "categories"):
        for category in categories:
            needs[category].append(code)
    return needs


def _write(
    writing: Writing, applier: Applier, actors: ActorBook, places: list[PlausiblePlace]
) -> None:
    ids = actors.resolve(writing, [place.record for place in places])
    batch.create_places(writing, [_new(applier, place, ids) for place in places])


def _new(applier: Applier, place: PlausiblePlace, ids: dict[ActorKey, int]) -> batch.NewPlace:
    """The site of a record, as an import would make it, and what a file cannot say."""
    new = applier.new_place(Creation(place.record, SOURCE), ids)
    new.site.example_fields = list(EXAMPLE_FIELDS)
    for name, value in place.details.items():
        setattr(new.site, name, value)
    if place.confirmed_days_ago is not None:
        new.site.confirmed_at = timezone.now() - timedelta(days=place.confirmed_days_ago)
        new.site.confirmed_by = "Essai"
    for service in new.services:
        service.needs = place.needs.get(service.category, [])
    return batch.NewPlace(
        new.site,
        new.services,
        [Equipment(**row) for row in place.equipment],
        [Closure(**row) for row in place.closures],
    )
