"""The national labels are written exactly as the standard spells them."""

import json
import re

import pytest
from django.conf import settings

from places import vocabulary as v

SCHEMA = json.loads(
    (settings.BASE_DIR / "fixtures" / "standard-1.0.2.json").read_text(encoding="utf-8")
)
PATTERNS = {f["name"]: f.get("constraints", {}).get("pattern") for f in SCHEMA["fields"]}


@pytest.mark.parametrize(
    ("column", "choices"),
    [
        ("services", v.Category),
        ("publics_specifiquement_adresses", v.Audience),
        ("prise_en_charge_specifique", v.SpecialCare),
        ("frais_a_charge", v.Fee),
        ("dispositif_programmes_nationaux", v.NationalProgramme),
        ("formations_labels", v.Training),
        ("modalites_acces", v.AccessMode),
        ("modalites_accompagnement", v.SupportMode),
        ("itinerance", v.Mobility),
    ],
)
def test_every_label_is_the_standards_and_none_is_missing(column, choices):
    assert re.match(PATTERNS[column], "|".join(choices.labels))
    alternatives = PATTERNS[column].split(")(", 1)[1].rsplit("))+", 1)[0]
    assert len(choices) == len(re.split(r"\|(?![^(]*\\\))", alternatives))


def test_every_national_typology_leads_to_a_kind_of_ours():
    assert set(v.NATIONAL_TO_KIND.values()) <= set(v.KIND_LABELS)
    assert v.NATIONAL_TO_KIND["BIB"] == "bibliotheque"
    assert v.NATIONAL_TO_KIND["EPN"] == "epn"


def test_plain_words_exist_for_every_category_and_support():
    assert set(v.PLAIN_CATEGORY) == set(v.Category)
    assert set(v.PLAIN_SUPPORT) == set(v.SupportMode)
