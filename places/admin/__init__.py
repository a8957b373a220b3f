"""The back office's forms. Django's admin writes; `RecordedAdmin` makes each save an act."""

from . import account, actor, desk, district, label, need, proposal, site, source

__all__ = ["account", "actor", "desk", "district", "label", "need", "proposal", "site", "source"]
