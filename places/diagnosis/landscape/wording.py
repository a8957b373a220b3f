"""How every form of the état des lieux says a figure, its date, what is only an example."""

from .figures import Cell, Figure, Landscape

UNKNOWN = "non connu"


def said_date(found: Landscape) -> str:
    return f"Calculé le {found.day:%d/%m/%Y} à partir de {found.places} lieux."


def said_examples(found: Landscape) -> str:
    """ "" when no place carries a value filled in for the example."""
    if not found.examples:
        return ""
    carry = "fiche porte" if found.examples == 1 else "fiches portent"
    return (
        f"{found.examples} {carry} des valeurs d’exemple, inventées pour la démonstration : "
        "ces chiffres ne sont pas ceux de la ville."
    )


def said_figure(figure: Figure) -> tuple[str, str]:
    """(« 12,5 % », « 3 sur 24 »); "" for what is no part of anything."""
    out_of = f"{figure.numerator} sur {figure.denominator}" if figure.unit else ""
    return said_cell(figure.value, figure.unit), out_of


def said_cell(cell: Cell, unit: str = "") -> str:
    """A cell in French: « non connu », « 0,10 € », « 12,5 % »."""
    if cell is None:
        return UNKNOWN
    if isinstance(cell, str):
        return cell
    text = f"{cell:.2f}" if unit == "€" else f"{cell:g}" if abs(cell) < 1e5 else f"{cell:.0f}"
    return f"{text.replace('.', ',')} {unit}".strip()
