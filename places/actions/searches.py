"""What people look for: counts that add up by day, and the words nobody's vocabulary holds.

Days are Paris days. Nothing tells who searched or when in the day; an unknown text is a keyed
digest until it is typed on a third different day, and is forgotten after UNKNOWN_DAYS.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..directory.demand import Demand
from ..models import Need, SearchCount, UnknownText, UnknownTextDay
from ..text import normalise
from .recording import Author
from .thesaurus import save_needs

UNKNOWN_DAYS = 90
KEPT_FROM_DAYS = 3  # different days on which a text must be typed to be kept
MOST_A_DAY = 2000  # unknown texts of one day: a robot that makes words up does not fill the base
TERM_SOURCE = "recherche"
SALT = "places.unknown-text"
BATCH = 100


def record_searches(
    counts: Mapping[tuple[date, Demand], int], unknown: Mapping[tuple[date, str], int]
) -> None:
    """Add counts of demands and of normalised unknown texts to those of their day.

    One transaction; other processes may add at the same time. Raises django.db.Error when the
    database is busy or away: nothing was added then.
    """
    with transaction.atomic():
        forget_unknown_texts()
        _add(SearchCount, {(day, *demand): count for (day, demand), count in counts.items()})
        rows = _rows_of({text for _, text in unknown}, {day for day, _ in unknown})
        typed = {
            (day, rows[text].pk): count for (day, text), count in unknown.items() if text in rows
        }
        _add(UnknownTextDay, typed)
        _keep_texts(rows)


def forget_unknown_texts() -> int:
    """Erase the days older than UNKNOWN_DAYS and the texts they no longer justify; returns how
    many texts. What a coordinator put aside stays known, so that it is not shown again."""
    limit = timezone.localdate() - timedelta(days=UNKNOWN_DAYS)
    UnknownTextDay.objects.filter(day__lt=limit).delete()
    days = UnknownTextDay.objects.filter(unknown=OuterRef("pk"))
    forgotten, _ = UnknownText.objects.filter(~Exists(days), hidden_at=None).delete()
    few = UnknownText.objects.shown().with_days().filter(typed_days__lt=KEPT_FROM_DAYS)
    ids = list(few.values_list("pk", flat=True))
    return forgotten + UnknownText.objects.filter(pk__in=ids).update(text="")


def hide_text(author: Author, unknown: UnknownText) -> None:
    """Put a text aside: the coordinator does not want it shown."""
    unknown.hidden_at, unknown.hidden_by = timezone.now(), author.name[:200]
    unknown.save(update_fields=["hidden_at", "hidden_by"])


def show_text(unknown: UnknownText) -> None:
    """Take back a text put aside."""
    unknown.hidden_at, unknown.hidden_by = None, ""
    unknown.save(update_fields=["hidden_at", "hidden_by"])


def add_term(author: Author, unknown: UnknownText, need: Need, term: str) -> None:
    """Make `term` one of the ways to say a need, published at once; the text is forgotten.

    Raises django.core.exceptions.ValidationError when the vocabulary refuses the term.
    """
    with transaction.atomic():
        terms = Need.objects.select_for_update().get(pk=need.pk).terms
        if normalise(term) not in [normalise(known["text"]) for known in terms]:
            terms = [*terms, {"text": term.strip(), "source": TERM_SOURCE}]
            save_needs(author, [{"code": need.code, "terms": terms}])
        unknown.delete()


def digest_of(text: str) -> str:
    """Tells two texts apart without telling the text to who lacks the secret key."""
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()


def _rows_of(texts: Iterable[str], days: Iterable[date]) -> dict[str, UnknownText]:
    """The row of each text, made when there is room; not of those that were put aside."""
    text_of = {digest_of(text): text for text in texts}
    found = UnknownText.objects.filter(digest__in=text_of)
    missing = sorted(text_of.keys() - set(found.values_list("digest", flat=True)))
    room = max(0, MOST_A_DAY - UnknownTextDay.objects.filter(day__in=days).count())
    new = [UnknownText(digest=digest) for digest in missing[:room]]
    UnknownText.objects.bulk_create(new, ignore_conflicts=True)
    return {text_of[row.digest]: row for row in found.filter(hidden_at=None)}


def _keep_texts(rows: Mapping[str, UnknownText]) -> None:
    """Write down the texts that were now typed on enough different days."""
    text_of = {row.pk: text for text, row in rows.items() if not row.text}
    enough = UnknownText.objects.filter(pk__in=text_of).with_days()
    kept = list(enough.filter(typed_days__gte=KEPT_FROM_DAYS))
    for row in kept:
        row.text = text_of[row.pk]
    UnknownText.objects.bulk_update(kept, ["text"], batch_size=BATCH)


def _add(model: type[models.Model], amounts: Mapping[tuple, int]) -> None:
    """Add to `count` of the rows of these keys (`model.KEY`, the day first), made when missing.

    Keys are taken in one order, and rows are locked before they change: two processes wait for
    each other instead of blocking each other.
    """
    keys = sorted(amounts)
    new = [model(**dict(zip(model.KEY, key, strict=True))) for key in keys]
    model.objects.bulk_create(new, ignore_conflicts=True)
    days = {key[0] for key in keys}
    rows = model.objects.select_for_update().filter(day__in=days).order_by("pk")
    by_key = {tuple(getattr(row, name) for name in model.KEY): row for row in rows}
    for key in keys:
        by_key[key].count = F("count") + amounts[key]
    model.objects.bulk_update([by_key[key] for key in keys], ["count"], batch_size=BATCH)
