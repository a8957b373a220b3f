"""Why a place stands where it does, in a few words, as `places.directory.ranking` compares."""

import re

from ..directory.conditions import WEEKDAYS
from ..directory.facets import OPENING
from ..directory.search import Answer
from .wording import NBSP, capitalised

_OPENS = re.compile(r"r?ouvre .+", re.IGNORECASE)


def reason(
    answer: Answer, helps: list[str], to_ask: tuple[str, ...], opening: str, near: str
) -> str:
    """« Aide : CAF, ouvert maintenant, à environ 8 min à pied »; "" when nothing was asked.

    `helps`, `to_ask`: names of the needs asked that the place serves, or may serve. `opening`:
    as `when_open` says it. `near`: « à environ 8 min à pied », "" when unknown.
    """
    query = answer.query
    if not (near or answer.understood.parts or query.chosen):
        return ""
    asked = ""
    if helps:
        asked = f"aide{NBSP}: {', '.join(helps)}"
    elif to_ask:
        asked = f"aide à demander{NBSP}: {', '.join(to_ask)}"
    days = [day for day in WEEKDAYS if day in query.chosen.get(OPENING, ())]
    when = f"ouvert {' et '.join(days)}" if days else opening
    return capitalised(", ".join(part for part in (asked, when, near) if part))


def when_open(sentence: str, is_open: bool) -> str:
    """« ouvert maintenant », « ouvre demain à 9 h »; "" when the state does not say."""
    if is_open:
        return "ouvert maintenant"
    found = _OPENS.search(sentence)
    return found[0][:1].lower() + found[0][1:] if found else ""
