"""The charters every installation starts with, and the first step of the awards already there.

Written through historical models: a seed has no author (see 0002_seed). Only what is missing is
created: a label the town wrote keeps its words, and its criteria as soon as it has one.
"""

import json

from django.conf import settings
from django.db import migrations
from django.utils import timezone

LABELS = settings.BASE_DIR / "fixtures" / "labels.json"
UNKNOWN_AUTHOR = "Non noté"
KEPT = "Repris tel quel : les étapes d’avant n’ont pas été notées"


def seed(apps, schema_editor):
    def model(name):
        return apps.get_model("places", name).objects.using(schema_editor.connection.alias)

    for entry in json.loads(LABELS.read_text(encoding="utf-8")):
        criteria = entry.pop("criteria")
        label, _ = model("Label").get_or_create(code=entry["code"], defaults=entry)
        if not model("LabelCriterion").filter(label=label).exists():
            for position, criterion in enumerate(criteria, start=1):
                model("LabelCriterion").create(label=label, position=position, **criterion)


def tell_first_steps(apps, schema_editor):
    def model(name):
        return apps.get_model("places", name).objects.using(schema_editor.connection.alias)

    today = timezone.localdate()
    for award in model("LabelAward").filter(steps=None).iterator():
        model("LabelStep").create(
            award_id=award.pk,
            to_state=award.state,
            on=min(award.starts_on or today, today),
            signed_by=award.signed_by or UNKNOWN_AUTHOR,
            reason=award.reason or KEPT,
        )


class Migration(migrations.Migration):
    dependencies = [("places", "0008_labels")]
    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(tell_first_steps, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='historicallabelaward',
            name='reason',
        ),
        migrations.RemoveField(
            model_name='historicallabelaward',
            name='signed_by',
        ),
        migrations.RemoveField(
            model_name='labelaward',
            name='reason',
        ),
        migrations.RemoveField(
            model_name='labelaward',
            name='signed_by',
        ),
    ]
