
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', "0003_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, unique=True)),
                ('streets', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Street',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('commune', models.CharField(max_length=100, verbose_name='commune')),
                ('commune_code', models.CharField(max_length=5, verbose_name='code Insee')),
                ('former_commune', models.CharField(blank=True, max_length=100, verbose_name='ancienne commune')),
                ('postal_code', models.CharField(blank=True, max_length=5, verbose_name='code postal')),
                ('latitude', models.FloatField(verbose_name='latitude')),
                ('longitude', models.FloatField(verbose_name='longitude')),
                ('numbers', models.TextField(verbose_name='numéros')),
            ],
            options={
                'verbose_name': 'rue',
                'constraints': [models.UniqueConstraint(fields=('commune_code', 'name', 'former_commune', 'postal_code'), name='street_once'), models.CheckConstraint(condition=models.Q(('latitude__gte', -90), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__lte', 180)), name='street_position')],
            },
        ),
        migrations.CreateModel(
            name='StreetWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_name', models.BooleanField()),
                ('street', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.street')),
                ('word', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.addressword')),
            ],
            options={
                'indexes': [models.Index(fields=['street', 'word'], name='street_words')],
                'constraints': [models.UniqueConstraint(fields=('word', 'street'), name='street_word_once')],
            },
        ),
    ]
