"""Read the reports that mail servers send back: which addresses do not exist (RFC 3464)."""

from email import message_from_bytes, policy
from email.message import Message
from typing import NamedTuple

FAILED = "failed"  # « Action »: delayed and relayed mails may still arrive
FOR_GOOD = "5."  # « Status » of class 5: another try would not change it (RFC 3463)


class Bounce(NamedTuple):
    address: str
    problem: str


def read_bounces(raw: bytes) -> list[Bounce]:
    """The addresses that a delivery report says do not exist; empty for any other message."""
    message = message_from_bytes(raw, policy=policy.compat32)
    found = []
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            found += [bounce for block in part.get_payload() for bounce in _read(block)]
    return found


def _read(block: Message) -> list[Bounce]:
    """One block speaks of one recipient."""
    recipient = _value(block.get("Final-Recipient") or block.get("Original-Recipient") or "")
    status = str(block.get("Status", "")).strip()
    failed = str(block.get("Action", "")).strip().lower() == FAILED
    if not (recipient and failed and status.startswith(FOR_GOOD)):
        return []
    said = _value(str(block.get("Diagnostic-Code", "")))
    return [Bounce(recipient, " ".join(f"{status} {said}".split())[:300])]


def _value(field: str) -> str:
    """« rfc822; yvette@exemple.fr » → yvette@exemple.fr."""
    return str(field).rpartition(";")[2].strip().strip("<>")
