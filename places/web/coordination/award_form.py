"""The form of one award: the review, a document, the next step, all sent together."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from ...actions.labels import paris_today
from ...models import CriterionAnswer, LabelCriterion
from ...vocabulary import AwardState, Met
from .fields import DayField, DocumentField

# What a button says for a step.
VERBS = {
    AwardState.APPLIED: "Noter une nouvelle demande",
    AwardState.REVIEW: "Commencer l’examen",
    AwardState.AWARDED: "Attribuer le label",
    AwardState.RENEWED: "Renouveler le label",
    AwardState.SUSPENDED: "Suspendre",
    AwardState.WITHDRAWN: "Retirer le label",
    AwardState.EXPIRED: "Noter qu’il a expiré",
    AwardState.REFUSED: "Refuser la demande",
}
RESUME = "Remettre le label en vigueur"  # awarded again after a pause


@dataclass(frozen=True)
class Line:
    """A criterion of the checklist, with what the review before found of it."""

    criterion: LabelCriterion
    met: BoundField
    comment: BoundField
    before: CriterionAnswer | None
    now: CriterionAnswer | None  # what somebody else noted meanwhile


OVERTAKEN = (
    "Quelqu’un a changé cet examen pendant que vous écriviez. Comparez, puis enregistrez à nouveau."
)


class AwardForm(forms.Form):
    """`criteria`: those of the review under way, none when there is no review. `stamp`: of the
    last change of the answers; a form that saw an older one is told so and changes nothing."""

    on = DayField(label="Date de la décision", required=False)
    signed_by = forms.CharField(label="Signé par", max_length=200, required=False)
    reason = forms.CharField(
        label="Raison",
        max_length=500,
        required=False,
        help_text="Obligatoire pour refuser, suspendre ou retirer. Le public ne la voit pas.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = DocumentField(required=False)
    vu = forms.CharField(required=False, widget=forms.HiddenInput)
    etape = forms.ChoiceField(
        choices=[("", ""), *AwardState.choices],
        required=False,
        error_messages={"invalid_choice": "Cette étape n’existe pas."},
    )

    def __init__(
        self,
        data=None,
        files=None,
        *,
        criteria: Iterable[LabelCriterion],
        answers: Iterable[CriterionAnswer],
        number: int,
        signed_by: str,
        stamp: str,
    ):
        super().__init__(data, files)
        self.stamp = stamp
        self.fields["on"].initial = paris_today
        self.fields["signed_by"].initial = signed_by
        self._criteria = list(criteria)
        self._now = {row.criterion_id: row for row in answers if row.round == number}
        self._before = {row.criterion_id: row for row in answers if row.round < number}
        for criterion in self._criteria:
            self._ask(criterion, self._now.get(criterion.pk))

    @property
    def lines(self) -> list[Line]:
        noted = self._now if self.is_bound and self._is_overtaken else {}
        return [
            Line(
                one,
                self[f"met_{one.pk}"],
                self[f"comment_{one.pk}"],
                self._before.get(one.pk),
                noted.get(one.pk),
            )
            for one in self._criteria
        ]

    @property
    def _is_overtaken(self) -> bool:
        return self.data.get("vu", "") != self.stamp

    @property
    def state(self) -> str:
        """The step asked, "" to save the review only."""
        return self.cleaned_data.get("etape", "")

    @property
    def answers(self) -> dict[int, tuple[str, str]]:
        values = self.cleaned_data
        return {
            one.pk: (values[f"met_{one.pk}"] or Met.UNSEEN, values[f"comment_{one.pk}"])
            for one in self._criteria
        }

    def clean(self) -> None:
        if self._criteria and self._is_overtaken:
            self.add_error(None, OVERTAKEN)
        if self.cleaned_data.get("etape"):
            if not self.cleaned_data.get("on") and "on" not in self.errors:
                self.add_error("on", "Écrivez la date.")
            if not self.cleaned_data.get("signed_by") and "signed_by" not in self.errors:
                self.add_error("signed_by", "Écrivez qui signe.")

    def _ask(self, criterion: LabelCriterion, answer: CriterionAnswer | None) -> None:
        self.fields[f"met_{criterion.pk}"] = forms.ChoiceField(
            label=criterion.text,
            choices=Met.choices,
            required=False,
            initial=answer.met if answer else Met.UNSEEN,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Choisissez une réponse de la liste."},
        )
        self.fields[f"comment_{criterion.pk}"] = forms.CharField(
            label="Remarque",
            max_length=500,
            required=False,
            initial=answer.comment if answer else "",
        )
