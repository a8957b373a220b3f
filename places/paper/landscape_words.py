"""How the written documents of the état des lieux say a figure, a date, what is an example."""

from ..diagnosis.landscape import Cell, Figure, Landscape, Table

UNKNOWN = "non connu"
MOST_ROWS = 200  # of a table on paper: the spreadsheet holds them all


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


def said_elsewhere(table: Table, most_columns: int) -> str:
    """Where the rest of a table is that does not fit on paper; "" when all of it does."""
    where = f"dans le fichier des tableaux (XLSX), feuille « {table.code} »"
    if len(table.columns) > most_columns:
        return f"Ce tableau a {len(table.columns)} colonnes : il est {where}."
    hidden = len(table.rows) - MOST_ROWS
    if hidden <= 0:
        return ""
    return f"Et {hidden} {'ligne' if hidden == 1 else 'lignes'} de plus, {where}."


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
