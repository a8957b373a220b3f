"""Numbers too small to be published: they could point at somebody."""

FEWEST = 5


def suppressed(count: int | None) -> int | str | None:
    """The count, or « moins de 5 » from 1 to 4; nothing and what is not known stay as they are."""
    if count is not None and 0 < count < FEWEST:
        return f"moins de {FEWEST}"
    return count
