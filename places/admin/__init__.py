"""The back office's forms. Django's admin writes; `RecordedAdmin` makes each save an act."""

from . import actor, district, label, need, proposal, site, source

__all__ = ["actor", "district", "label", "need", "proposal", "site", "source"]
