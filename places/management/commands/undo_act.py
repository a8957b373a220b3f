"""Undoes one act, of whatever size: the pages leave those of thousands of rows to this command."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ...actions.recording import Author
from ...actions.undo import UndoConflict, plan_undo, undo_act
from ...models import Act
from ...vocabulary import Origin

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Annule un acte. Sans --oui, dit seulement ce qui va se passer. Ce qui a changé depuis "
        "n’est jamais écrasé. L’annulation est un acte : elle peut être annulée."
    )

    def add_arguments(self, parser):
        parser.add_argument("act", type=int, help="numéro de l’acte")
        parser.add_argument("--oui", action="store_true", help="annule vraiment")
        parser.add_argument(
            "--ce-qui-peut",
            action="store_true",
            help="annule le reste quand une partie a changé depuis",
        )

    def handle(self, *args, act, oui, ce_qui_peut, **options):
        record = Act.objects.filter(pk=act).first()
        if record is None:
            raise CommandError(f"L’acte n° {act} n’existe pas.")
        self.stdout.write(f"Acte n° {act} : {record}, le {record.at:%d/%m/%Y} – {record.reason}")
        if not oui:
            self._foresee(record)
            return
        try:
            author = Author("undo_act", Origin.COMMAND)
            done = undo_act(author, record, only_possible=ce_qui_peut)
        except UndoConflict as error:
            self._tell_conflicts(error.conflicts)
            raise CommandError("Rien n’est annulé. --ce-qui-peut annule le reste.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        kept = f" Gardés, changés depuis : {len(done.conflicts)}." if done.conflicts else ""
        number = f" (acte n° {done.act.pk})" if done.act else ""
        self.stdout.write(f"Changements annulés : {done.rows}{number}.{kept}")

    def _foresee(self, record: Act) -> None:
        plan = plan_undo(record)
        for one in plan.told(MOST_SHOWN):
            self.stdout.write(f"  {one.title} : {' ; '.join(one.lines)}")
        self.stdout.write(f"Changements à annuler : {plan.count}.")
        self._tell_conflicts(plan.conflicts)
        self.stdout.write("Rien n’est fait. Ajoutez --oui pour annuler.")

    def _tell_conflicts(self, conflicts: list) -> None:
        for conflict in conflicts[:MOST_SHOWN]:
            self.stdout.write(f"  Changé depuis : {conflict.text}")
        if len(conflicts) > MOST_SHOWN:
            self.stdout.write(f"  et {len(conflicts) - MOST_SHOWN} autres changés depuis")
