"""The one way to change data: an act, by an author, in one transaction, then the press."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from ..models import Act
from ..models.history import current_act
from ..press import publish
from ..vocabulary import Origin


@dataclass(frozen=True)
class Author:
    """Who acts: a name to show, where from, and the account if there is one."""

    name: str
    origin: Origin
    user: object | None = None

    @classmethod
    def of_user(cls, user, origin: Origin = Origin.ADMIN) -> "Author":
        return cls(user.get_full_name() or user.get_username(), origin, user)


@dataclass
class Writing:
    """The act under way; what it touched is published when it ends."""

    record: Act
    site_ids: set[int] = field(default_factory=set)
    lists_changed: bool = False

    def touch(self, *sites) -> None:
        """Have the document of these sites published (or withdrawn) with this act."""
        self.site_ids.update(site.pk for site in sites)

    def touch_ids(self, site_ids: Iterable[int]) -> None:
        self.site_ids.update(site_ids)

    def touch_lists(self) -> None:
        """Have the needs and districts published again with this act."""
        self.lists_changed = True


@contextmanager
def act(author: Author, reason: str = "") -> Iterator[Writing]:
    """Open a transaction and record in it who acts and why; publish at its end.

    Every row of history written inside belongs to this act. An exception undoes everything,
    documents included.
    """
    with transaction.atomic():
        user = author.user if getattr(author.user, "pk", None) else None
        record = Act.objects.create(
            author=author.name[:200], origin=author.origin, user=user, reason=reason[:300]
        )
        writing = Writing(record)
        token = current_act.set(record)
        try:
            yield writing
        finally:
            current_act.reset(token)
        if writing.lists_changed:
            publish.publish_lists()
        if writing.site_ids:
            publish.publish_sites(writing.site_ids)
