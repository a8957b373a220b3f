"""Examples shared by the tests of opening hours."""
# ruff: noqa: E501

from dataclasses import dataclass
from datetime import date, datetime

from places.hours.osm import ZONE, StateKind, state

MONDAY = date(2026, 11, 23)
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZONE)
WEEKDAYS = "Mo-Fr 09:00-12:00,14:00-17:00"


@dataclass(frozen=True)
class Closure:
    start: date
    end: date | None
    reason: str = "travaux"
    replacement: str = ""
    outranks: bool = False


def paris(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold)


def naive(text: str) -> datetime:
    return datetime.fromisoformat(text)


def kind(text: str, moment: str, *closures: Closure) -> StateKind:
    return state(text, closures, paris(moment)).kind


def plain(text: str) -> str:
    """Expected sentences are written with ordinary spaces."""
    return text.replace("\u00a0", " ")


#: real texts of the Auvergne-Rhône-Alpes directory (2021)
REAL = [
    ("Fr 19:00-11:00", "Ouvert le vendredi de 19 h à 11 h du matin."),
    (
        "Mo-Fr 08:30-12:00,13:30-17:00; Th off",
        "Ouvert du lundi au mercredi et le vendredi de 8 h 30 à 12 h et de 13 h 30 à 17 h.",
    ),
    (
        "Mo-Fr 08:30-12:00; We off",
        "Ouvert le lundi, le mardi, le jeudi et le vendredi de 8 h 30 à 12 h.",
    ),
    (
        "Mo-Fr 08:30-12:30,13:30-17:30; We,Th off",
        "Ouvert le lundi, le mardi et le vendredi de 8 h 30 à 12 h 30 et de 13 h 30 à 17 h 30.",
    ),
    (
        "Mo-Fr 09:00-12:00,13:00-17:00; We off",
        "Ouvert le lundi, le mardi, le jeudi et le vendredi de 9 h à 12 h et de 13 h à 17 h.",
    ),
    (
        "Mo-Fr 09:00-12:00,13:30-17:00; We off",
        "Ouvert le lundi, le mardi, le jeudi et le vendredi de 9 h à 12 h et de 13 h 30 à 17 h.",
    ),
    (
        "Mo-Fr 09:00-12:00,14:00-17:00; Tu,Th off",
        "Ouvert le lundi, le mercredi et le vendredi de 9 h à 12 h et de 14 h à 17 h.",
    ),
    (
        "Mo-Fr 09:00-11:30,13:30-17:00",
        "Ouvert du lundi au vendredi de 9 h à 11 h 30 et de 13 h 30 à 17 h.",
    ),
    ("Sa 09:00-12:00", "Ouvert le samedi de 9 h à 12 h."),
    ("Th 08:45-11:30", "Ouvert le jeudi de 8 h 45 à 11 h 30."),
    ("Mo 14:00-16:00", "Ouvert le lundi de 14 h à 16 h."),
    (
        "Mo-Fr 08:30-12:00,13:30-17:00",
        "Ouvert du lundi au vendredi de 8 h 30 à 12 h et de 13 h 30 à 17 h.",
    ),
    ("Fr 14:00-16:30", "Ouvert le vendredi de 14 h à 16 h 30."),
    ("Mo 09:00-12:00", "Ouvert le lundi de 9 h à 12 h."),
    ("Mo 14:00-18:00; Th 09:00-12:00", "Ouvert le lundi de 14 h à 18 h, le jeudi de 9 h à 12 h."),
    (
        "Mo-Fr 09:00-12:00,13:30-18:00",
        "Ouvert du lundi au vendredi de 9 h à 12 h et de 13 h 30 à 18 h.",
    ),
    ("Tu 14:00-16:00", "Ouvert le mardi de 14 h à 16 h."),
    (
        "Mo-Fr 08:30-12:30,13:30-16:30",
        "Ouvert du lundi au vendredi de 8 h 30 à 12 h 30 et de 13 h 30 à 16 h 30.",
    ),
    ("Th 09:30-12:00", "Ouvert le jeudi de 9 h 30 à 12 h."),
    ("We 14:00-16:00", "Ouvert le mercredi de 14 h à 16 h."),
    ("Fr 10:00-12:00", "Ouvert le vendredi de 10 h à 12 h."),
    (
        "Tu 08:30-12:30; Th 13:15-17:15",
        "Ouvert le mardi de 8 h 30 à 12 h 30, le jeudi de 13 h 15 à 17 h 15.",
    ),
    ("Tu 10:00-12:00; Th 15:00-17:00", "Ouvert le mardi de 10 h à 12 h, le jeudi de 15 h à 17 h."),
    (
        "Tu,We 10:00-12:00; Th 10:00-12:00,14:00-17:00",
        "Ouvert le mardi et le mercredi de 10 h à 12 h, le jeudi de 10 h à 12 h et de 14 h à 17 h.",
    ),
    (
        "Tu,Fr 14:00-19:00; We,Sa 10:00-12:00,14:00-19:00",
        "Ouvert le mardi et le vendredi de 14 h à 19 h, le mercredi et le samedi de 10 h à 12 h et de 14 h à 19 h.",
    ),
    (
        "Tu-Fr 09:00-12:30,14:00-17:30; Mo 14:00-17:00",
        "Ouvert le lundi de 14 h à 17 h, du mardi au vendredi de 9 h à 12 h 30 et de 14 h à 17 h 30.",
    ),
    (
        "We,Fr 09:30-12:30,14:00-18:00; Tu 14:30-18:30",
        "Ouvert le mardi de 14 h 30 à 18 h 30, le mercredi et le vendredi de 9 h 30 à 12 h 30 et de 14 h à 18 h.",
    ),
    (
        "Mo-Fr 14:00-17:00; We 10:30-12:30,14:00-17:00",
        "Ouvert le lundi, le mardi, le jeudi et le vendredi de 14 h à 17 h, le mercredi de 10 h 30 à 12 h 30 et de 14 h à 17 h.",
    ),
    (
        "Tu,Fr 16:00-18:30; We 14:00-18:30; Sa 10:00-18:00",
        "Ouvert le mardi et le vendredi de 16 h à 18 h 30, le mercredi de 14 h à 18 h 30, le samedi de 10 h à 18 h.",
    ),
    (
        "Mo,Tu 09:00-12:00,13:30-17:00; Th 14:00-17:00; Fr 13:30-16:30",
        "Ouvert le lundi et le mardi de 9 h à 12 h et de 13 h 30 à 17 h, le jeudi de 14 h à 17 h, le vendredi de 13 h 30 à 16 h 30.",
    ),
    (
        "Tu-Fr 09:00-12:00,14:00-18:00; Mo,Th 14:00-18:00",
        "Ouvert le lundi et le jeudi de 14 h à 18 h, le mardi, le mercredi et le vendredi de 9 h à 12 h et de 14 h à 18 h.",
    ),
    (
        "Mo-Th 08:30-12:30,13:30-16:30; We 08:30-13:00; Fr 08:30-12:30; Sa 08:45-12:15",
        "Ouvert le lundi, le mardi et le jeudi de 8 h 30 à 12 h 30 et de 13 h 30 à 16 h 30, le mercredi de 8 h 30 à 13 h, le vendredi de 8 h 30 à 12 h 30, le samedi de 8 h 45 à 12 h 15.",
    ),
    (
        "Mo 10:00-12:00,14:00-16:30; We 09:00-12:30,14:00-17:30; Th 09:00-12:30; Fr 16:00-18:30",
        "Ouvert le lundi de 10 h à 12 h et de 14 h à 16 h 30, le mercredi de 9 h à 12 h 30 et de 14 h à 17 h 30, le jeudi de 9 h à 12 h 30, le vendredi de 16 h à 18 h 30.",
    ),
    (
        "Mo-Th 09:00-12:00,14:00-17:30; Fr 08:30-12:00,14:00-17:00",
        "Ouvert du lundi au jeudi de 9 h à 12 h et de 14 h à 17 h 30, le vendredi de 8 h 30 à 12 h et de 14 h à 17 h.",
    ),
    (
        "Tu-Fr 14:00-19:00; We,Sa 10:00-19:00",
        "Ouvert le mardi, le jeudi et le vendredi de 14 h à 19 h, le mercredi et le samedi de 10 h à 19 h.",
    ),
    (
        "Tu,Fr 16:00-19:00; We 10:00-12:00,14:00-19:00; Sa 14:00-18:00",
        "Ouvert le mardi et le vendredi de 16 h à 19 h, le mercredi de 10 h à 12 h et de 14 h à 19 h, le samedi de 14 h à 18 h.",
    ),
    (
        "Tu-Fr 09:00-12:00,13:30-16:00; Mo 09:30-12:00,13:30-16:00",
        "Ouvert le lundi de 9 h 30 à 12 h et de 13 h 30 à 16 h, du mardi au vendredi de 9 h à 12 h et de 13 h 30 à 16 h.",
    ),
    (
        "Tu,Fr 13:00-18:00; We 09:30-12:00,13:00-18:00; Sa 09:30-12:00,13:00-16:00",
        "Ouvert le mardi et le vendredi de 13 h à 18 h, le mercredi de 9 h 30 à 12 h et de 13 h à 18 h, le samedi de 9 h 30 à 12 h et de 13 h à 16 h.",
    ),
    (
        "Mo-Fr 08:00-20:00; Sa 08:00-12:00",
        "Ouvert du lundi au vendredi de 8 h à 20 h, le samedi de 8 h à 12 h.",
    ),
    (
        "Mo-Th 09:00-12:00,14:00-17:00; Fr 09:00-12:00",
        "Ouvert du lundi au jeudi de 9 h à 12 h et de 14 h à 17 h, le vendredi de 9 h à 12 h.",
    ),
]
