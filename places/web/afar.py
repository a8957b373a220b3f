"""Help for those who cannot come, in words: from afar, or at home and where."""

from ..directory.columns import Directory
from ..directory.facets import is_remote
from ..hours.clocks import enumerate_french
from ..press.document import SiteDocument
from ..vocabulary import RemoteMeans
from . import wording

SAID = {
    RemoteMeans.PHONE: "par téléphone",
    RemoteMeans.VIDEO: "en visio",
    RemoteMeans.OTHER: "autrement à distance",
}
TO_ASK = "zone à demander"


def means(document: SiteDocument) -> str:
    """« par téléphone ou en visio », « à distance »; "" for who does not help from afar."""
    if not is_remote(document):
        return ""
    known = [SAID[RemoteMeans(one)] for one in document.remote_means]
    return " ou ".join(known) or "à distance"


def remote(document: SiteDocument) -> str:
    """« Aide par téléphone »; "" for who does not help from afar."""
    said = means(document)
    return f"Aide {said}" if said else ""


def home(document: SiteDocument, directory: Directory) -> str:
    """« À domicile : Épeule et Alma »; "" for who does not come."""
    if not document.home_visits:
        return ""
    return f"À domicile{wording.NBSP}: {area(document, directory) or TO_ASK}"


def area(document: SiteDocument, directory: Directory) -> str:
    """« Épeule, Alma et Croix (jusqu’au canal) »; "" when nobody said."""
    districts = directory.lists.district_by_slug
    named = [districts[slug].name for slug in document.home_visit_districts if slug in districts]
    named += [
        wording.commune(directory.commune_names.get(code, code))
        for code in document.home_visit_communes
    ]
    known, more = enumerate_french(named) if named else "", document.home_visit_area
    return f"{known} ({more})" if known and more else known or more
