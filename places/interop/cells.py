"""Texts that leave for a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


def harmless(value: object) -> object:
    """A text that a spreadsheet takes for a formula is made a plain text; the rest as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
