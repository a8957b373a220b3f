"""What an address is once found, whoever found it."""

from dataclasses import dataclass

from ..geo import Position


@dataclass(frozen=True)
class Address:
    """`position` is that of what `label` names: a numbered door when `is_exact`, else the middle
    of a street, a hamlet or a commune."""

    label: str  # « 12 bis Rue de Lannoy, 59100 Roubaix »
    position: Position
    is_exact: bool
    commune: str
    commune_code: str = ""  # Insee
    postal_code: str = ""
