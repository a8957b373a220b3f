"""Numbers too small to be told: they could point to one person."""

# The état des lieux tells no number of people between 1 and this one, left out (issue 6).
FEWEST = 5


def suppressed(count: int | None) -> int | str | None:
    """The number as it may be told: "moins de 5" for 1 to 4; 0 and unknown (None) as they are."""
    return f"moins de {FEWEST}" if count is not None and 0 < count < FEWEST else count
