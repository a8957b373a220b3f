

import django.core.validators
import django.db.models.deletion
import places.models.fields
import places.models.history
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0017_desk_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalStop',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('rrule', models.CharField(blank=True, max_length=200, verbose_name='règle de répétition')),
                ('start', models.DateField(verbose_name='première date')),
                ('at', models.TimeField(verbose_name='heure de début')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5, 'La durée est d’au moins 5 minutes.'), django.core.validators.MaxValueValidator(1440, 'La durée est de moins d’un jour.')], verbose_name='durée en minutes')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='dernière date (comprise)')),
                ('publication', models.CharField(choices=[('brouillon', 'Brouillon'), ('publie', 'Publié'), ('archive', 'Archivé')], default='brouillon', max_length=10, verbose_name='publication')),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('spot', models.CharField(max_length=200, verbose_name='endroit')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('postal_code', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'Cinq chiffres sont attendus.')], verbose_name='code postal')),
                ('insee_code', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^([013-9]\\d|2[AB1-9])\\d{3}$', 'Ce n’est pas un code INSEE.')], verbose_name='code INSEE')),
                ('commune', models.CharField(max_length=200, verbose_name='commune')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('precision', models.CharField(blank=True, choices=[('exacte', 'À l’adresse'), ('rue', 'À la rue'), ('quartier', 'Au quartier seulement'), ('commune', 'À la commune seulement')], max_length=10, verbose_name='précision de la position')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='précision sur l’arrêt')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical arrêt',
                'verbose_name_plural': 'historical arrêts',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalStopSession',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('day', models.DateField(verbose_name='jour')),
                ('at', models.TimeField(blank=True, null=True, verbose_name='heure, si elle change')),
                ('added', models.BooleanField(default=False, verbose_name='date ajoutée')),
                ('cancelled', models.BooleanField(default=False, verbose_name='annulée')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='raison')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical jour d’arrêt',
                'verbose_name_plural': 'historical jours d’arrêt',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rrule', models.CharField(blank=True, max_length=200, verbose_name='règle de répétition')),
                ('start', models.DateField(verbose_name='première date')),
                ('at', models.TimeField(verbose_name='heure de début')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5, 'La durée est d’au moins 5 minutes.'), django.core.validators.MaxValueValidator(1440, 'La durée est de moins d’un jour.')], verbose_name='durée en minutes')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='dernière date (comprise)')),
                ('publication', models.CharField(choices=[('brouillon', 'Brouillon'), ('publie', 'Publié'), ('archive', 'Archivé')], default='brouillon', max_length=10, verbose_name='publication')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('spot', models.CharField(max_length=200, verbose_name='endroit')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('postal_code', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^\\d{5}$', 'Cinq chiffres sont attendus.')], verbose_name='code postal')),
                ('insee_code', models.CharField(blank=True, max_length=5, validators=[django.core.validators.RegexValidator('^([013-9]\\d|2[AB1-9])\\d{3}$', 'Ce n’est pas un code INSEE.')], verbose_name='code INSEE')),
                ('commune', models.CharField(max_length=200, verbose_name='commune')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='longitude')),
                ('precision', models.CharField(blank=True, choices=[('exacte', 'À l’adresse'), ('rue', 'À la rue'), ('quartier', 'Au quartier seulement'), ('commune', 'À la commune seulement')], max_length=10, verbose_name='précision de la position')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='précision sur l’arrêt')),
            ],
            options={
                'verbose_name': 'arrêt',
                'verbose_name_plural': 'arrêts',
                'ordering': ['spot', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StopSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='jour')),
                ('at', models.TimeField(blank=True, null=True, verbose_name='heure, si elle change')),
                ('added', models.BooleanField(default=False, verbose_name='date ajoutée')),
                ('cancelled', models.BooleanField(default=False, verbose_name='annulée')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='raison')),
            ],
            options={
                'verbose_name': 'jour d’arrêt',
                'verbose_name_plural': 'jours d’arrêt',
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='historicalsite',
            name='home_visit_communes',
            field=places.models.fields.Codes(blank=True, default=list, verbose_name='communes à domicile'),
        ),
        migrations.AddField(
            model_name='historicalsite',
            name='home_visit_districts',
            field=places.models.fields.Codes(blank=True, default=list, verbose_name='quartiers à domicile'),
        ),
        migrations.AddField(
            model_name='historicalsite',
            name='remote_means',
            field=places.models.fields.Codes(blank=True, default=list, verbose_name='aide à distance'),
        ),
        migrations.AddField(
            model_name='site',
            name='home_visit_communes',
            field=places.models.fields.Codes(blank=True, default=list, verbose_name='communes à domicile'),
        ),
        migrations.AddField(
            model_name='site',
            name='home_visit_districts',
            field=places.models.fields.Codes(blank=True, default=list, verbose_name='quartiers à domicile'),
        ),
        migrations.AddField(
            model_name='site',
            name='remote_means',
            field=places.models.fields.Codes(blank=True, default=list, verbose_name='aide à distance'),
        ),
        migrations.AlterField(
            model_name='historicalworkshop',
            name='minutes',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5, 'La durée est d’au moins 5 minutes.'), django.core.validators.MaxValueValidator(1440, 'La durée est de moins d’un jour.')], verbose_name='durée en minutes'),
        ),
        migrations.AlterField(
            model_name='workshop',
            name='minutes',
            field=models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(5, 'La durée est d’au moins 5 minutes.'), django.core.validators.MaxValueValidator(1440, 'La durée est de moins d’un jour.')], verbose_name='durée en minutes'),
        ),
        migrations.AlterConstraint(
            model_name='workshop',
            name='workshop_minutes',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 1440)), name='workshop_minutes', violation_error_message='La durée est entre 5 minutes et un jour.'),
        ),
        migrations.AddField(
            model_name='historicalstop',
            name='act',
            field=models.ForeignKey(default=places.models.history.current_act_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.act'),
        ),
        migrations.AddField(
            model_name='historicalstop',
            name='district',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.district', verbose_name='quartier'),
        ),
        migrations.AddField(
            model_name='historicalstop',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalstop',
            name='site',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.site', verbose_name='lieu'),
        ),
        migrations.AddField(
            model_name='historicalstopsession',
            name='act',
            field=models.ForeignKey(default=places.models.history.current_act_id, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.act'),
        ),
        migrations.AddField(
            model_name='historicalstopsession',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalstopsession',
            name='site',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.site', verbose_name='lieu'),
        ),
        migrations.AddField(
            model_name='stop',
            name='district',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='places.district', verbose_name='quartier'),
        ),
        migrations.AddField(
            model_name='stop',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='places.site', verbose_name='lieu'),
        ),
        migrations.AddField(
            model_name='historicalstopsession',
            name='stop',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.stop', verbose_name='arrêt'),
        ),
        migrations.AddField(
            model_name='stopsession',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.site', verbose_name='lieu'),
        ),
        migrations.AddField(
            model_name='stopsession',
            name='stop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='places.stop', verbose_name='arrêt'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('start')), _connector='OR'), name='stop_end_after_start', violation_error_message='La dernière date ne peut pas être avant la première.'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 1440)), name='stop_minutes', violation_error_message='La durée est entre 5 minutes et un jour.'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__isnull', True), models.Q(('latitude__gte', -90), ('latitude__lte', 90)), _connector='OR'), name='stop_latitude', violation_error_message='La latitude va de −90 à 90.'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(('longitude__isnull', True), models.Q(('longitude__gte', -180), ('longitude__lte', 180)), _connector='OR'), name='stop_longitude', violation_error_message='La longitude va de −180 à 180.'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', False), ('longitude__isnull', False), models.Q(('latitude', 0), ('longitude', 0), _negated=True)), models.Q(('latitude__isnull', True), ('longitude__isnull', True)), _connector='OR'), name='stop_position_whole', violation_error_message='Une position a une latitude et une longitude, jamais 0,0.'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('precision', '')), models.Q(('latitude__isnull', False), models.Q(('precision', ''), _negated=True)), _connector='OR'), name='stop_position_has_precision', violation_error_message='Une position dit sa précision.'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('spot', ''), _negated=True), models.Q(('commune', ''), _negated=True), ('publication__in', ['brouillon', 'publie', 'archive'])), name='stop_has_spot_and_known_state', violation_error_message='Un arrêt a un endroit et une commune.'),
        ),
        migrations.AddConstraint(
            model_name='stopsession',
            constraint=models.UniqueConstraint(fields=('stop', 'day'), name='stop_session_once_a_day', violation_error_message='Un seul passage par jour à cet arrêt.'),
        ),
    ]
