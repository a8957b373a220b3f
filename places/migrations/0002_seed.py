"""What every installation starts with: the first version, the needs, the known sources.

Written through historical models: history belongs to people's acts, a seed has no author.
Only what is missing is created, so that going back and forth changes nothing.
"""

import json

from django.conf import settings
from django.db import migrations

NEEDS = settings.BASE_DIR / "fixtures" / "needs.json"
PUBLIC_FIELDS = ("code", "name", "categories", "pictogram", "terms", "rank")
MISSPELT = "écrit SMS"
SOURCES = [
    {
        "name": "Hinaura",
        "licence": "Licence Ouverte 2.0",
        "url": "https://www.hinaura.fr/",
    }
]


def texts(terms):
    """What the public list of needs holds of the terms."""
    misspelt = [term["text"] for term in terms if term["source"] == MISSPELT]
    return {"terms": [term["text"] for term in terms], "misspelt": misspelt}


def seed(apps, schema_editor):
    def model(name):
        return apps.get_model("places", name).objects.using(schema_editor.connection.alias)

    model("DirectoryVersion").get_or_create(pk=1, defaults={"version": 1})
    needs = [
        {name: entry[name] for name in PUBLIC_FIELDS}
        for entry in json.loads(NEEDS.read_text(encoding="utf-8"))
    ]
    for need in needs:
        model("Need").get_or_create(code=need["code"], defaults=need)
    for source in SOURCES:
        model("Source").get_or_create(name=source["name"], defaults=source)
    needs.sort(key=lambda need: (need["rank"], need["name"]))
    public = [{**need, **texts(need["terms"])} for need in needs]
    lists = {"needs": json.dumps(public, ensure_ascii=False), "districts": "[]"}
    for key, payload in lists.items():
        model("PublishedList").get_or_create(
            key=key, defaults={"version": 1, "payload": payload}
        )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_spine")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
