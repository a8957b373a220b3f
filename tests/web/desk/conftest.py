import pytest

from places.actions.recording import act
from places.models import Desk
from tests.web.conftest import WEEKDAYS


@pytest.fixture
def agent(account, sign_in):
    """An agent of a desk, signed in."""
    return sign_in(account("Accueil"))


@pytest.fixture
def library(db, author) -> Desk:
    with act(author, "guichet"):
        return Desk.objects.create(name="Médiathèque, accueil")


@pytest.fixture
def quarter(make_site, districts):
    """Five places of the Épeule, of which four print."""
    made = {}
    for at, (name, fields) in enumerate(
        {
            "Comité de l’Épeule": {"phone": "+33320664500", "to_bring": "Vos papiers"},
            "Centre des Arts": {"fees": ["gratuit"], "languages": ["ar"]},
            "Maison des Deux": {"home_visits": True, "phone": "+33320000002"},
            "Espace Famille": {"audiences": ["familles"], "access_modes": ["telephoner"]},
            "Atelier Vélo": {},
        }.items()
    ):
        made[name] = make_site(
            name,
            district=districts[1],
            latitude=50.6890 + at * 0.003,
            longitude=3.1650,
            address=f"{at + 1} rue de l’Épeule",
            postal_code="59100",
            hours=WEEKDAYS,
            services=[
                {
                    "category": "acces",
                    "needs": ["wifi"] if name == "Atelier Vélo" else ["imprimer", "wifi"],
                    "support_modes": ["distance"] if name == "Atelier Vélo" else ["individuel"],
                }
            ],
            **fields,
        )
    return made
