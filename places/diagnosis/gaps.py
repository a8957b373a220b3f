"""Whether a gap of the action plan is filled since it was written."""

from ..directory import bits
from ..directory.columns import Directory
from ..directory.facets import DISTRICT, SURE_NEED
from ..models import PlanAction


def places_for(directory: Directory, need: str, quartier: str = "") -> int:
    """Published places whose listing says that they meet a need, in a quartier or anywhere."""
    found = directory.keys.get((SURE_NEED, need)) & directory.alive_bits
    return bits.count(found & directory.keys.get((DISTRICT, quartier)) if quartier else found)


def filled_by(directory: Directory, action: PlanAction) -> int:
    """How many places fill now a gap that none filled when it was written; 0 when still open.

    A gap of one moment (« le soir ») is never said to be filled: needs are not known by hour.
    """
    if action.need is None or action.moment or action.places_before != 0:
        return 0
    return places_for(directory, action.need.code, action.district.slug if action.district else "")
