"""What a table on paper leaves to the spreadsheet, and how it is said."""

from ..diagnosis.landscape import Table

MOST_ROWS = 200  # of a table on paper: the spreadsheet holds them all


def said_elsewhere(table: Table, most_columns: int) -> str:
    """Where the rest of a table is that does not fit on paper; "" when all of it does."""
    where = f"dans le fichier des tableaux (XLSX), feuille « {table.code} »"
    if len(table.columns) > most_columns:
        return f"Ce tableau a {len(table.columns)} colonnes : il est {where}."
    hidden = len(table.rows) - MOST_ROWS
    if hidden <= 0:
        return ""
    return f"Et {hidden} {'ligne' if hidden == 1 else 'lignes'} de plus, {where}."
