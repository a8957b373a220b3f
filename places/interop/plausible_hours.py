"""Opening hours of fictional places: as varied as the real ones (513 different of 617)."""

from random import Random

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa")
_COMMON = (
    "Mo-Fr 08:30-12:00,13:30-17:00",
    "Mo-Fr 09:00-12:00,14:00-17:00",
    "Mo-Fr 09:00-12:30,13:30-17:30",
    "Mo-Th 09:00-12:00,14:00-18:00; Fr 09:00-12:00",
    "Tu-Sa 10:00-18:00",
    "We 14:00-18:00; Sa 10:00-12:00,14:00-17:00",
    "Tu,Th 14:00-17:00",
    "Mo-Fr 09:00-17:00; PH off",
    "Mo-Sa 09:00-12:00",
    'Mo-Fr 09:00-12:00 "sur rendez-vous"',
)
_UNREADABLE = (
    "Lundi au vendredi 9h-12h",
    "sur rendez-vous le mardi",
    "Mo-Fr 9h00/12h00",
    "horaires variables, se renseigner",
    "SH Mo-We 09:00-11:00",
)


def opening_hours(random: Random) -> str:
    """An OSM text, "" when nobody said (one in ten), or one that cannot be read (one in fifty)."""
    draw = random.random()
    if draw < 0.10:
        return ""
    if draw < 0.12:
        return random.choice(_UNREADABLE)
    if draw < 0.28:
        return random.choice(_COMMON)
    return _own(random)


def _own(random: Random) -> str:
    """One rule for most days, another for one or two of them."""
    open_days = [day for day in _DAYS if random.random() < (0.35 if day == "Sa" else 0.85)]
    open_days = open_days or ["We"]
    apart = random.sample(open_days, k=min(len(open_days) - 1, random.randint(0, 2)))
    ordinary = [day for day in open_days if day not in apart]
    rules = [f"{','.join(ordinary)} {_spans(random)}"]
    rules += [f"{day} {_spans(random)}" for day in sorted(apart, key=_DAYS.index)]
    if random.random() < 0.15:
        rules.append("PH off")
    return "; ".join(rules)


def _spans(random: Random) -> str:
    morning = f"{_clock(random, 8, 10)}-{_clock(random, 11, 13)}"
    afternoon = f"{_clock(random, 13, 15)}-{_clock(random, 16, 19)}"
    return random.choices((f"{morning},{afternoon}", morning, afternoon), (6, 2, 2))[0]


def _clock(random: Random, first: int, last: int) -> str:
    """A quarter of an hour in [first, last), in hours; whole and half hours come most."""
    minutes = random.choices((0, 15, 30, 45), (5, 1, 5, 1))[0]
    return f"{random.randrange(first, last):02}:{minutes:02}"
