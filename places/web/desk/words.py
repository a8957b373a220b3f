"""What an agent reads aloud: two or three sentences, each short, each true of the listing."""

from ...press.document import SiteDocument
from ...text import phone
from ...vocabulary import PLAIN_SUPPORT, SupportMode
from ..afar import means
from ..cards import Card, entry, needs_appointment
from ..reasons import when_open
from ..wording import NBSP

LONGEST_BRING = 60
WINDS = (
    *("le nord", "le nord-est", "l’est", "le sud-est"),
    *("le sud", "le sud-ouest", "l’ouest", "le nord-ouest"),
)
WALK_IN = "Sans rendez-vous"


def wind(bearing: float) -> str:
    """« vers le nord-est », of degrees clockwise from the north."""
    return f"vers {WINDS[round(bearing / 45) % 8]}"


def sentences(document: SiteDocument, card: Card, near: str, *, stays_home: bool) -> list[str]:
    """« Ce que vous pouvez dire ». `near`: « à environ 8 min à pied », "" when unknown;
    `stays_home`: the person cannot come."""
    said = [_who(document, card, stays_home)]
    if not stays_home:
        said.append(f"Arrêt{NBSP}: {card.stop}." if card.stop else "")
        said.append(_when(card, near))
    said.append(_how(document, card, stays_home))
    return [_spoken(one) for one in said if one]


def _who(document: SiteDocument, card: Card, stays_home: bool) -> str:
    if stays_home and document.home_visits:
        return f"Quelqu’un peut venir chez vous{NBSP}: {card.name}."
    if stays_home:
        by = means(document) if document.remote_means else PLAIN_SUPPORT[SupportMode.REMOTE]
        return f"On peut vous aider {by}{NBSP}: {card.name}."
    if card.to_ask:
        return f"Ce lieu peut peut-être vous aider, demandez d’abord{NBSP}: {card.name}."
    return f"Ce lieu peut vous aider{NBSP}: {card.name}."


def _when(card: Card, near: str) -> str:
    """« C’est ouvert jusqu’à 17 h, à environ 8 min à pied. »"""
    place = f", {near}" if near else ""
    sentence = card.state.sentence
    if card.state.is_open:
        return f"C’est {_small(sentence)}{place}." if _says_open(sentence) else _closing(card, near)
    opens = when_open(sentence, is_open=False)
    if opens:
        return f"Ce lieu {opens}{place}."
    return f"{sentence}." + (f" C’est {near}." if near else "")


def _says_open(sentence: str) -> bool:
    return sentence.startswith("Ouvert")


def _closing(card: Card, near: str) -> str:
    return f"Attention, ce lieu {_small(card.state.sentence)}." + (
        f" C’est {near}." if near else ""
    )


def _how(document: SiteDocument, card: Card, stays_home: bool) -> str:
    """How to get in, and what to bring."""
    call = f"Appelez avant au {phone(document.phone)}" if document.phone else ""
    bring = document.to_bring.strip().rstrip(".")
    bring = bring if len(bring) <= LONGEST_BRING else ""
    if stays_home:
        return f"Appelez le {phone(document.phone)}." if document.phone else ""
    first = _way_in(document, card, call)
    if first and bring:
        return f"{first}, et apportez{NBSP}: {_small(bring)}."
    return f"{first}." if first else f"Apportez{NBSP}: {_small(bring)}." if bring else ""


def _way_in(document: SiteDocument, card: Card, call: str) -> str:
    """An old listing is to be called first, whatever it says."""
    if card.warning and call:
        return call
    if entry(document) == WALK_IN:
        return "Venez sans rendez-vous"
    if needs_appointment(document):
        return call or "Il faut un rendez-vous"
    return ""


def _small(text: str) -> str:
    """With its first letter in lower case, unless the word is written in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _spoken(text: str) -> str:
    return text.replace("'", "’")
