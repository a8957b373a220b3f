"""Who comes to a person who does not travel: those who visit where the person is, those whose
area nobody said; never those who say another area."""

import numpy as np

from .columns import Directory
from .facets import HOME, HOME_IN, HOME_SAID, REMOTE, YES
from .where import Area


def visiting(directory: Directory, area: Area | None) -> np.ndarray:
    """The rows that visit homes there, or may do so; bit set."""
    keys = directory.keys
    homes = keys.get((HOME, YES))
    if area is None:
        return homes
    said = keys.get((HOME_SAID, YES))
    maybe = _in_any(directory, area.inside)
    return homes & (~said | maybe | _in_any(directory, area.districts | area.communes))


def sure_to_visit(directory: Directory, area: Area) -> np.ndarray:
    """The rows that say they visit homes there; bit set."""
    return directory.keys.get((HOME, YES)) & _in_any(directory, area.districts | area.communes)


def helping_there(directory: Directory, area: Area | None) -> np.ndarray:
    """The rows that help somebody there without any travel; bit set."""
    return directory.keys.get((REMOTE, YES)) | visiting(directory, area)


def _in_any(directory: Directory, areas: frozenset[str]) -> np.ndarray:
    found = np.zeros_like(directory.alive_bits)
    for area in areas:
        found = found | directory.keys.get((HOME_IN, area))
    return found
