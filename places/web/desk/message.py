"""What leaves by the agent's own telephone or mail: `sms:` and `mailto:` links."""

from urllib.parse import quote

from ...press.document import SiteDocument
from ..cards import Card
from ..wording import NBSP

LONGEST_SMS = 320  # two messages of 160 signs
LONGEST_NAME = 100


def sms_url(document: SiteDocument, card: Card, day: str, url: str) -> str:
    """Without a number: the agent's telephone asks whom to write to (RFC 5724)."""
    return f"sms:?body={quote(sms_text(document, card, day, url), safe='')}"


def sms_text(document: SiteDocument, card: Card, day: str, url: str) -> str:
    """At most LONGEST_SMS signs: what does not fit is on the page that `url` opens.

    `day`: « mardi 24 novembre », the day that the opening is said of.
    """
    name = _cut(document.name, min(LONGEST_NAME, max(LONGEST_SMS - len(url) - 1, 0)))
    lines = [name, *_lines(document, card, day)]
    kept = [name]
    for line in lines[1:]:
        if len("\n".join([*kept, line, url])) <= LONGEST_SMS:
            kept.append(line)
    return "\n".join([*kept, url])[:LONGEST_SMS]


def mail_url(document: SiteDocument, card: Card, day: str, url: str) -> str:
    """An e-mail to write in the agent's own program (RFC 6068)."""
    subject = f"Un lieu pour vous aider{NBSP}: {document.name}"
    body = "\r\n".join([document.name, *_lines(document, card, day), url])
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _lines(document: SiteDocument, card: Card, day: str) -> list[str]:
    """The most useful first."""
    bring = document.to_bring.strip()
    return [
        line
        for line in (
            f"Arrêt{NBSP}: {card.stop}" if card.stop else "",
            card.address,
            f"Tél. {card.phone_text}" if card.phone else "",
            f"{day.capitalize()}{NBSP}: {card.state.sentence.replace(chr(39), '’')}",
            f"À apporter{NBSP}: {bring}" if bring else "",
            card.how,
        )
        if line
    ]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(most - 1, 0)]}…"
