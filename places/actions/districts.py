"""In which quartier a place is, when the quartiers have an outline."""

from ..geo import Position, containing
from ..models import District, Site, Stop
from ..vocabulary import Precision


class DistrictFinder:
    """Reads the outlines once; a batch keeps the same finder."""

    def __init__(self):
        drawn = District.objects.exclude(polygon=None)
        self._areas = [(district, district.polygon) for district in drawn]

    def complete(self, site: Site | Stop) -> None:
        """Give (unsaved) its quartier to a site, or a stop, that has none and whose door is known.

        A quartier chosen by somebody stays; the smallest outline wins.
        """
        is_door = site.precision in (Precision.EXACT, Precision.STREET)
        if self._areas and site.district_id is None and is_door:
            site.district = containing(Position(site.latitude, site.longitude), self._areas)
