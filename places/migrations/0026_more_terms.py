"""The terms that the seed learnt since reach the needs that no town ever edited.

A need with a history was edited, or written, by somebody: it stays as it is. On a new
installation there is nothing to add.
"""

import json
from importlib import import_module

from django.db import migrations
from django.db.models import F

seeds = import_module("places.migrations.0002_seed")


def add_terms(apps, schema_editor):
    def model(name):
        return apps.get_model("places", name).objects.using(schema_editor.connection.alias)

    edited = set(model("HistoricalNeed").values_list("id", flat=True))
    seeded = {need["code"]: need["terms"] for need in json.loads(seeds.NEEDS.read_text("utf-8"))}
    has_new = False
    for need in model("Need").exclude(pk__in=edited).filter(code__in=seeded):
        known = {term["text"] for term in need.terms}
        new = [term for term in seeded[need.code] if term["text"] not in known]
        if new:
            model("Need").filter(pk=need.pk).update(terms=[*need.terms, *new])
            has_new = True
    if has_new:
        publish(model)


def publish(model):
    """The public list of needs, as the press writes it."""
    needs = model("Need").filter(active=True).order_by("rank", "name")
    public = [
        {name: getattr(need, name) for name in seeds.PUBLIC_FIELDS} | seeds.texts(need.terms)
        for need in needs
    ]
    model("DirectoryVersion").filter(pk=1).update(version=F("version") + 1)
    version = model("DirectoryVersion").get(pk=1).version
    payload = json.dumps(public, ensure_ascii=False)
    model("PublishedList").filter(key="needs").update(version=version, payload=payload)


class Migration(migrations.Migration):
    dependencies = [("places", "0025_plan_rights")]
    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
