"""A label's way: each legal step, each illegal one, its dates, its reason and its review."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from places.actions import labels
from places.actions.edit import edit_site
from places.actions.labels import LEGAL, apply_for, expire_labels, save_answers, take_step
from places.actions.recording import act
from places.models import (
    Act,
    CriterionAnswer,
    Label,
    LabelAward,
    LabelCriterion,
    LabelStep,
    PublishedSite,
)
from places.press.document import decode_site
from places.vocabulary import AwardState as S
from places.vocabulary import Met

TODAY = date(2026, 11, 24)
LONG_AGO = date(2024, 1, 1)
EVERY_PAIR = [(one, other) for one in S for other in S]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(labels, "paris_today", lambda: TODAY)


@pytest.fixture
def label(db, author) -> Label:
    with act(author, "essai"):
        label = Label.objects.create(code="essai", name="Label d’essai", duration_months=12)
        for position, text in enumerate(("Une salle", "Une assurance"), start=1):
            LabelCriterion.objects.create(label=label, position=position, text=text)
        LabelCriterion.objects.create(label=label, position=3, text="Un café", required=False)
    return label


@pytest.fixture
def make_award(author, label, make_site):
    """An award in any state, all that its steps ask being met."""

    def make(state=S.APPLIED, *, starts_on=None, ends_on=None, name="Médiathèque", met=True):
        award = LabelAward(
            label=label, site=make_site(name), state=state, starts_on=starts_on, ends_on=ends_on
        )
        with act(author, "essai"):
            award.save()
        if met:
            answer_all(author, award)
        return award

    return make


def answer_all(author, award, met=Met.YES):
    required = award.label.criteria.filter(required=True)
    save_answers(author, award, {criterion.pk: (met, "") for criterion in required})


def step(author, award, state, on=TODAY, signed_by="Fatma M.", reason="Vu sur place", **more):
    return take_step(author, award, state, on=on, signed_by=signed_by, reason=reason, **more)


def shown(award) -> list[str]:
    document = decode_site(PublishedSite.objects.get(site=award.site).payload)
    return [one.code for one in document.labels if one.is_in_force(TODAY)]


def dates_for(one: S, other: S) -> dict:
    """Dates that make the step possible: over when it expires, running otherwise."""
    if one in (S.APPLIED, S.REFUSED) or (one == S.REVIEW and other != S.RENEWED):
        return {}
    over = S.EXPIRED in (one, other)
    return {"starts_on": LONG_AGO, "ends_on": TODAY - timedelta(days=1 if over else -30)}


@pytest.mark.parametrize(("one", "other"), EVERY_PAIR, ids=lambda state: state.value)
def test_every_step_is_legal_or_refused(author, make_award, one, other):
    award = make_award(one, **dates_for(one, other))
    if other in LEGAL[one]:
        assert step(author, award, other).state == other
        last = LabelStep.objects.get(award=award)
        assert (last.from_state, last.to_state, last.on) == (one, other, TODAY)
        assert (last.signed_by, last.reason) == ("Fatma M.", "Vu sur place")
        assert shown(award) == (["essai"] if other in S.in_force() else [])
    else:
        with pytest.raises(ValidationError, match="on ne passe pas à"):
            step(author, award, other)
        award.refresh_from_db()
        assert award.state == one
        assert not LabelStep.objects.exists()


def test_the_table_names_every_state():
    assert set(LEGAL) == set(S)
    assert {state for states in LEGAL.values() for state in states} == set(S)


def test_a_whole_way_from_application_to_renewal(author, label, make_site):
    site = make_site("Comité de l’Épeule")
    award = apply_for(author, label, site, on=date(2025, 1, 6), signed_by="Comité")
    step(author, award, S.REVIEW, date(2025, 2, 3))
    answer_all(author, award)
    award = step(author, award, S.AWARDED, date(2025, 3, 1))
    assert (award.starts_on, award.ends_on) == (date(2025, 3, 1), date(2026, 2, 28))
    answer_all(author, award)
    award = step(author, award, S.RENEWED, date(2026, 1, 15))
    assert (award.starts_on, award.ends_on) == (date(2025, 3, 1), date(2027, 2, 28))
    assert shown(award) == ["essai"]
    assert [one.to_state for one in award.steps.all()] == [
        S.APPLIED, S.REVIEW, S.AWARDED, S.RENEWED,
    ]  # fmt: skip
    assert set(award.answers.values_list("round", flat=True)) == {1, 2}
    assert Act.objects.first().reason == "Label d’essai : renouvelé"
    assert LabelStep.history.first().act == Act.objects.first()


@pytest.mark.parametrize("state", [S.REFUSED, S.SUSPENDED, S.WITHDRAWN])
@pytest.mark.parametrize("reason", ["", "  "])
def test_bad_news_asks_for_a_reason(author, make_award, state, reason):
    award = make_award(S.REVIEW if state == S.REFUSED else S.AWARDED)
    with pytest.raises(ValidationError) as refused:
        step(author, award, state, reason=reason)
    assert refused.value.message_dict == {"reason": ["Écrivez la raison."]}


def test_a_step_without_a_signature_is_refused(author, make_award):
    with pytest.raises(ValidationError) as refused:
        step(author, make_award(S.APPLIED), S.REVIEW, signed_by="")
    assert "signed_by" in refused.value.message_dict


def test_a_step_in_the_future_is_refused(author, make_award):
    with pytest.raises(ValidationError) as refused:
        step(author, make_award(S.APPLIED), S.REVIEW, TODAY + timedelta(days=1))
    assert "on" in refused.value.message_dict


def test_a_step_before_the_previous_one_is_refused(author, label, make_site):
    award = apply_for(author, label, make_site(), on=date(2026, 3, 2), signed_by="Comité")
    with pytest.raises(ValidationError) as refused:
        step(author, award, S.REVIEW, date(2026, 3, 1))
    assert refused.value.message_dict == {"on": ["L’étape d’avant est du 02/03/2026."]}


@pytest.mark.parametrize("met", [Met.NO, Met.UNSEEN, None])
def test_no_award_without_a_yes_to_each_required_criterion(author, make_award, met):
    award = make_award(S.REVIEW, met=False)
    first, second, _ = award.label.criteria.all()
    answers = {first.pk: (Met.YES, "")} | ({second.pk: (met, "Périmée")} if met else {})
    with pytest.raises(ValidationError) as refused:
        step(author, award, S.AWARDED, answers=answers)
    assert refused.value.message_dict == {
        "criteria": ["Il manque un « oui » pour : « Une assurance »."]
    }
    assert not CriterionAnswer.objects.exists()  # the whole form is typed again, nothing half done


def test_answers_given_with_the_decision_count(author, make_award):
    award = make_award(S.REVIEW, met=False)
    answers = {criterion.pk: (Met.YES, "vu") for criterion in award.label.criteria.all()}
    assert step(author, award, S.AWARDED, answers=answers).state == S.AWARDED
    assert CriterionAnswer.history.count() == 3


def test_a_criterion_set_aside_is_not_asked(author, make_award):
    award = make_award(S.REVIEW, met=False)
    with act(author, "essai"):
        for criterion in award.label.criteria.all():
            criterion.active = False
            criterion.save()
    assert step(author, award, S.AWARDED).state == S.AWARDED


def test_a_renewal_asks_for_its_own_review(author, make_award):
    award = make_award(S.REVIEW)
    award = step(author, award, S.AWARDED)
    with pytest.raises(ValidationError, match="Il manque un « oui »"):
        step(author, award, S.RENEWED)


def test_a_pause_ends_without_a_review_and_keeps_the_end(author, make_award):
    award = make_award(S.AWARDED, starts_on=LONG_AGO, ends_on=TODAY, met=False)
    step(author, award, S.SUSPENDED)
    assert shown(award) == []
    award = step(author, award, S.AWARDED)
    assert (award.starts_on, award.ends_on) == (LONG_AGO, TODAY)
    assert shown(award) == ["essai"]


def test_a_pause_does_not_end_after_the_label(author, make_award):
    award = make_award(S.SUSPENDED, starts_on=LONG_AGO, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="est fini"):
        step(author, award, S.AWARDED)


def test_a_label_does_not_expire_before_its_end(author, make_award):
    with pytest.raises(ValidationError, match="pas encore arrivé à sa fin"):
        step(author, make_award(S.AWARDED, starts_on=LONG_AGO, ends_on=TODAY), S.EXPIRED)


def test_a_first_award_is_no_renewal(author, make_award):
    with pytest.raises(ValidationError, match="jamais été attribué"):
        step(author, make_award(S.REVIEW), S.RENEWED)


def test_a_renewal_that_would_be_over_already_is_refused(author, make_award):
    award = make_award(S.REVIEW, starts_on=LONG_AGO, ends_on=date(2025, 1, 1))
    with pytest.raises(ValidationError, match="déjà fini"):
        step(author, award, S.RENEWED)


def test_an_award_without_duration_has_no_end(author, make_award, label):
    with act(author, "essai"):
        label.duration_months = None
        label.save()
    award = step(author, make_award(S.REVIEW), S.AWARDED)
    assert (award.starts_on, award.ends_on) == (TODAY, None)


def test_a_place_applies_once_and_again_after_a_refusal(author, label, make_site):
    site = make_site()
    award = apply_for(author, label, site, on=TODAY, signed_by="Comité")
    with pytest.raises(ValidationError, match="déjà un dossier"):
        apply_for(author, label, site, on=TODAY, signed_by="Comité")
    step(author, award, S.REVIEW)
    step(author, award, S.REFUSED)
    again = apply_for(author, label, site, on=TODAY, signed_by="Comité")
    assert (again.pk, again.state, again.steps.count()) == (award.pk, S.APPLIED, 4)


def test_expiry_by_the_command_happens_once(author, make_award, capsys):
    over = make_award(S.RENEWED, starts_on=LONG_AGO, ends_on=date(2026, 11, 1))
    paused = make_award(S.SUSPENDED, starts_on=LONG_AGO, ends_on=date(2026, 1, 1), name="Mairie")
    running = make_award(S.AWARDED, starts_on=LONG_AGO, ends_on=TODAY, name="Centre social")
    endless = make_award(S.AWARDED, starts_on=LONG_AGO, name="CCAS")
    call_command("expire_labels")
    assert "Labels expirés : 2." in capsys.readouterr().out
    states = dict(LabelAward.objects.values_list("pk", "state"))
    assert (states[over.pk], states[paused.pk]) == (S.EXPIRED, S.EXPIRED)
    assert (states[running.pk], states[endless.pk]) == (S.AWARDED, S.AWARDED)
    assert over.steps.get().on == date(2026, 11, 2)
    assert expire_labels(author) == 0


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2027, 3, 1), 12, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2026, 6, 1), None, None),
    ],
)
def test_the_end_is_the_last_day_of_the_months_awarded(start, months, end):
    assert labels.end_of(start, months) == end


def test_awards_received_with_a_listing_have_their_steps(author, label, make_site):
    site = make_site()
    received = {"label": label, "state": S.AWARDED, "starts_on": LONG_AGO}
    edit_site(author, site, parts={"awards": [received]})
    award = site.awards.get()
    first = award.steps.get()
    assert (first.from_state, first.to_state, first.on) == ("", S.AWARDED, LONG_AGO)
    assert first.reason == "Repris tel quel d’une autre source"
    edit_site(author, site, parts={"awards": [received]})
    assert award.steps.count() == 1


def test_an_award_no_longer_received_is_withdrawn_not_forgotten(author, label, make_site):
    site = make_site()
    received = {"label": label, "state": S.AWARDED, "signed_by": "Maire", "reason": "Conseil"}
    edit_site(author, site, parts={"awards": [received]})
    edit_site(author, site, parts={"awards": []})
    award = site.awards.get()
    assert award.state == S.WITHDRAWN
    assert [one.reason for one in award.steps.all()] == [
        "Conseil",
        "N’est plus dans la liste reçue",
    ]
    assert shown(award) == []
