import io

import pytest
from django.core.management import call_command

from . import SAMPLE


@pytest.fixture
def streets(db):
    """The sample of the national base: 23 streets of Roubaix, Tourcoing, Croix and Lille."""
    call_command("import_addresses", SAMPLE, stdout=io.StringIO())
