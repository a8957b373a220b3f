"""Read one cell of the standard: text in, value and findings out. Pure functions, no exception."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from ..hours.osm import UnreadableHours
from ..hours.osm import parse as parse_hours
from ..models.fields import validate_pivot
from ..text import normalise
from ..vocabulary import KIND_TO_NATIONAL, NATIONAL_TO_KIND
from . import national_personal as personal
from .national import Level


class Finding(NamedTuple):
    level: Level
    problem: str


class Reading(NamedTuple):
    """What a cell says, and what there is to tell about it."""

    value: object
    findings: tuple[Finding, ...] = ()


STANDARD_PHONE = re.compile(r"\+(33|590|594|262|596|269|687|689|508|681)\d{6,9}", re.ASCII)
STANDARD_PIVOT = re.compile(r"[a-zA-Z0-9]{9,14}", re.ASCII)
_POSTAL = re.compile(r"\d{5}", re.ASCII)
_INSEE = re.compile(r"([013-9]\d|2[AB1-9])\d{3}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?", re.ASCII)
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SEPARATOR = re.compile(r"[|;]")
# A web address may hold a semicolon: only the start of another address separates.
_URL_SEPARATOR = re.compile(r"\||;\s*(?=https?://|www\.)", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+([/?#]\S*)?")

_check_email = EmailValidator()
_check_url = URLValidator(schemes=["http", "https"])

# Overseas numbers written without their country code: the postal code tells which it is.
_REGIONS = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip

# (south, north, west, east) in degrees of metropolitan France and each territory, sea included.
_FRANCE = (
    (41.0, 51.5, -5.6, 9.9),
    (14.0, 18.4, -63.4, -60.6),
    (2.0, 6.1, -54.8, -51.4),
    (-21.6, -20.7, 55.0, 56.0),
    (-13.2, -12.4, 44.8, 45.5),
    (46.6, 47.3, -56.6, -56.0),
    (-23.2, -17.8, 158.0, 172.3),
    (-28.3, -7.5, -155.0, -133.8),
    (-14.6, -13.0, -178.5, -175.9),
)


def unread(value, problem: str) -> Reading:
    return Reading(value, (Finding(Level.UNREAD, problem),))


def corrected(value, problem: str) -> Reading:
    return Reading(value, (Finding(Level.CORRECTED, problem),))


def line_of_text(limit: int) -> Callable[[str], Reading]:
    """A reader of short text, trimmed; longer than `limit` characters is not taken."""

    def read(text: str) -> Reading:
        trimmed = text.strip()
        if len(trimmed) > limit:
            return unread("", f"Texte trop long : {limit} caractères au plus.")
        return Reading(trimmed)

    return read


def shortened_text(limit: int) -> Callable[[str], Reading]:
    """As `line_of_text`, for what a place cannot do without: the beginning is taken."""

    def read(text: str) -> Reading:
        trimmed = text.strip()
        if len(trimmed) > limit:
            cut = trimmed[:limit].rstrip()
            return unread(cut, f"Texte trop long : coupé à {limit} caractères.")
        return Reading(trimmed)

    return read


def hours(text: str) -> Reading:
    """Always kept as given: even unreadable hours are worth showing."""
    try:
        parse_hours(text)
    except UnreadableHours as error:
        return unread(text, str(error))
    return Reading(text)


def postal_code(text: str) -> Reading:
    return _digits(text, _POSTAL, "Un code postal compte cinq chiffres.")


def insee_code(text: str) -> Reading:
    return _digits(text, _INSEE, "Ce n’est pas un code INSEE de commune.")


def _digits(text: str, pattern: re.Pattern, problem: str) -> Reading:
    given = text.strip()
    if pattern.fullmatch(given):
        return Reading(given)
    bare = "".join(given.split()).upper()
    # Spreadsheets drop the zero that starts « 01000 ».
    whole = bare.zfill(5) if len(bare) == 4 and bare.isdecimal() else bare
    if pattern.fullmatch(whole):
        return corrected(whole, f"Lu comme {whole}.")
    return unread("", problem)


def pivot(text: str) -> Reading:
    given = text.strip()
    bare = re.sub(r"[\s.-]", "", given).upper()
    try:
        validate_pivot(bare)
    except ValidationError as error:
        return unread("", error.messages[0])
    if not STANDARD_PIVOT.fullmatch(bare):
        return unread("", "Le standard attend un SIRET, un RNA ou un RIDET de 9 à 14 signes.")
    return Reading(bare) if bare == given else corrected(bare, f"Lu comme {bare}.")


def day(text: str) -> Reading:
    """A date; a time after an ISO date is dropped, JJ/MM/AAAA is understood."""
    given = text.strip()
    try:
        if _ISO_DATE.fullmatch(given):
            return Reading(date.fromisoformat(given))
        if french := _FRENCH_DATE.fullmatch(given):
            read = date(int(french[3]), int(french[2]), int(french[1]))
        elif _ISO_DATE.match(given):
            read = datetime.fromisoformat(given).date()
        else:
            return unread(None, "Une date s’écrit AAAA-MM-JJ.")
    except ValueError:
        return unread(None, "Cette date n’existe pas ; une date s’écrit AAAA-MM-JJ.")
    return corrected(read, f"Lu comme {read.isoformat()}.")


def position(latitude: str, longitude: str) -> tuple[Reading, Reading]:
    """Both coordinates, in WGS 84 degrees, or neither: (latitude, longitude)."""
    lat, lon = _degrees(latitude), _degrees(longitude)
    problem = ""
    if lat.value is None or lon.value is None:
        problem = "Une position a une latitude et une longitude, en degrés."
    elif lat.value == 0 and lon.value == 0:
        problem = "0,0 n’est pas une position : c’est un champ vide."
    elif not _in_france(lat.value, lon.value):
        swapped = _in_france(lon.value, lat.value)
        problem = (
            "Latitude et longitude semblent inversées."
            if swapped
            else "Cette position n’est pas en France."
        )
    if problem:
        return unread(None, problem), unread(None, problem)
    return lat, lon


def _degrees(text: str) -> Reading:
    given = text.strip()
    if not _NUMBER.fullmatch(given):
        return Reading(None)
    value = float(given.replace(",", "."))
    if not math.isfinite(value):
        return Reading(None)
    return corrected(value, "Virgule lue comme un point.") if "," in given else Reading(value)


def _in_france(latitude: float, longitude: float) -> bool:
    return any(
        south <= latitude <= north and west <= longitude <= east
        for south, north, west, east in _FRANCE
    )


@lru_cache(maxsize=4096)
def phone(text: str, postal_code: str = "") -> Reading:
    """E.164. `postal_code` tells the territory of a number written without its country code."""
    given = text.strip()
    region = _REGIONS.get(postal_code[:3], "FR")
    number = _parsed_phone(given, region)
    findings = []
    if number is None:
        number = next(
            (found.number for found in phonenumbers.PhoneNumberMatcher(given, region)), None
        )
        if number is None:
            return unread("", "Ce numéro de téléphone n’est pas compris.")
        findings.append(Finding(Level.UNREAD, "Seul le premier numéro est pris."))
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not STANDARD_PHONE.fullmatch(value):
        return unread("", "Le standard n’admet que les numéros français.")
    if not findings and value != given:
        findings.append(Finding(Level.CORRECTED, f"Lu comme {value}."))
    if personal.is_mobile(value):
        findings.append(Finding(Level.PERSONAL, "Numéro de portable : vérifiez qu’il est public."))
    return Reading(value, tuple(findings))


def _parsed_phone(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


@lru_cache(maxsize=4096)
def emails(text: str) -> Reading:
    findings, values = [], []
    for item in split(text):
        address = item.removeprefix("mailto:")
        try:
            _check_email(address)
        except ValidationError:
            findings.append(Finding(Level.UNREAD, f"« {item} » n’est pas une adresse de courriel."))
            continue
        if address != item:
            findings.append(Finding(Level.CORRECTED, f"Lu comme {address}."))
        if personal.is_personal_email(address):
            problem = f"« {address} » semble une adresse personnelle : est-elle publique ?"
            findings.append(Finding(Level.PERSONAL, problem))
        values.append(address)
    return Reading(_once(values), tuple(findings))


@lru_cache(maxsize=4096)
def websites(text: str) -> Reading:
    findings, values = [], []
    for item in _items(_URL_SEPARATOR, text):
        reading = url()(item)
        findings += reading.findings
        values += [reading.value] if reading.value else []
    return Reading(_once(values), tuple(findings))


def url(limit: int = 2000) -> Callable[[str], Reading]:
    """A reader of one web address of at most `limit` characters."""

    def read(text: str) -> Reading:
        given = text.strip()
        if len(given) > limit:
            return unread("", f"Adresse web trop longue : {limit} caractères au plus.")
        if _is_url(given):
            return Reading(given)
        if _BARE_DOMAIN.fullmatch(given) and _is_url(f"https://{given}"):
            return corrected(f"https://{given}", f"Lu comme https://{given}.")
        return unread("", f"« {given} » n’est pas une adresse web.")

    return read


def _is_url(text: str) -> bool:
    try:
        _check_url(text)
    except ValidationError:
        return False
    return True


def labels(choices, variants: dict[str, str] | None = None) -> Callable[[str], Reading]:
    """A reader of a list of the standard's labels, giving our codes.

    `variants`: other spellings of the standard's own descriptions → code.
    """
    exact = {label: code for code, label in choices.choices}
    loose = {normalise(label): code for label, code in {**exact, **(variants or {})}.items()}
    spelling = dict(choices.choices)

    @lru_cache(maxsize=4096)
    def read(text: str) -> Reading:
        findings, codes = [], []
        for item in split(text):
            code = exact.get(item) or loose.get(normalise(item))
            if code is None:
                findings.append(Finding(Level.UNREAD, f"« {item} » n’est pas dans la liste."))
                continue
            if item not in exact:
                findings.append(Finding(Level.CORRECTED, f"Lu comme « {spelling[code]} »."))
            codes.append(code)
        return Reading(_once(codes), tuple(findings))

    return read


@lru_cache(maxsize=4096)
def typologies(text: str) -> Reading:
    """(national codes known, other tokens), each in the order of the cell."""
    findings, known, other = [], [], []
    for token in split(text):
        kind = NATIONAL_TO_KIND.get(token) or _LOOSE_KINDS.get(normalise(token))
        if kind is None:
            other.append(token)
            findings.append(Finding(Level.UNREAD, f"« {token} » n’est pas une typologie connue."))
            continue
        national = KIND_TO_NATIONAL[kind]
        if national != token:
            findings.append(Finding(Level.CORRECTED, f"« {token} » lu comme {national}."))
        known.append(national)
    return Reading((_once(known), _once(other)), tuple(findings))


_LOOSE_KINDS = {normalise(national): kind for national, kind in NATIONAL_TO_KIND.items()}


def split(text: str) -> list[str]:
    """The items of a list cell, trimmed, empty ones left out."""
    return _items(_SEPARATOR, text)


def _items(separator: re.Pattern, text: str) -> list[str]:
    return [item for part in separator.split(text) if (item := " ".join(part.split()))]


def _once(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))
