"""The coordinator follows labels: what waits, one award, its review, its decision."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from places.actions.documents import add_document
from places.actions.labels import apply_for, paris_today, save_answers, take_step
from places.actions.recording import act
from places.models import (
    CriterionAnswer,
    Document,
    Label,
    LabelAward,
    LabelStep,
    PublishedSite,
    Site,
)
from places.press.document import decode_site
from places.vocabulary import AwardState, Met

from .files import upload

BACKEND = "django.contrib.auth.backends.ModelBackend"
LABELS = "/coordination/labels/"
NEW = f"{LABELS}demande/"
ECN = f"{LABELS}charte/ecn/"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def address(award) -> str:
    return f"{LABELS}attributions/{award.pk}/"


@pytest.fixture
def label(db) -> Label:
    return Label.objects.get(code="ecn")


@pytest.fixture
def give(author, label, make_site):
    """An award as it stands: give("Mairie", "attribue", ends_in=30) → LabelAward."""

    def make(name="Comité de l’Épeule", state=AwardState.APPLIED, *, ends_in=None):
        site = Site.objects.filter(name=name).first() or make_site(name)
        today = paris_today()
        ends = today + timedelta(days=ends_in) if ends_in is not None else None
        begun = state in AwardState.in_force() | {AwardState.EXPIRED, AwardState.SUSPENDED}
        with act(author, "essai") as writing:
            award = LabelAward.objects.create(
                label=label,
                site=site,
                state=state,
                starts_on=today - timedelta(days=400) if begun else None,
                ends_on=ends,
            )
            LabelStep.objects.create(
                award=award, to_state=state, on=today - timedelta(days=2), signed_by="Mairie"
            )
            writing.touch(site)
        return award

    return make


def answers(label, met=Met.YES, comment="") -> dict:
    keys = label.criteria.values_list("pk", flat=True)
    return {f"met_{key}": met for key in keys} | {f"comment_{key}": comment for key in keys}


def decision(state="", **changes) -> dict:
    today = paris_today().isoformat()
    return {"etape": state, "on": today, "signed_by": "Fatma M.", "reason": "", **changes}


@pytest.mark.parametrize("path", [LABELS, NEW, ECN, "/coordination/reseau/"])
def test_label_pages_ask_who_you_are(client, db, path):
    response = client.get(path)
    assert response.status_code == 302
    assert "/connexion/" in response["Location"]


@pytest.mark.parametrize(
    ("rights", "status"), [((), 403), (("view_labelaward",), 200)], ids=["none", "reader"]
)
@pytest.mark.parametrize("path", [LABELS, ECN, "/coordination/reseau/"])
def test_label_pages_ask_for_the_right(client, db, path, rights, status):
    client.force_login(reader(*rights), backend=BACKEND)
    assert client.get(path).status_code == status


def reader(*codenames) -> User:
    user = User.objects.create_user("agent", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_who_reads_does_not_decide(client, give):
    award = give()
    client.force_login(reader("view_labelaward"), backend=BACKEND)
    page = read(client, address(award))
    assert "Commencer l’examen" not in page
    assert client.post(address(award), decision("examen")).status_code == 403
    assert client.get(NEW).status_code == 403
    assert LabelAward.objects.get().state == AwardState.APPLIED


def test_labels_show_what_waits_and_what_ends(signed_in, give):
    give("Comité du Pile")
    give("Médiathèque", AwardState.AWARDED, ends_in=30)
    give("Mairie", AwardState.AWARDED, ends_in=200)
    give("Centre social", AwardState.AWARDED, ends_in=-1)
    page = read(signed_in, LABELS)
    to_decide, ending, over = page.split("<section")[1:]
    assert "Comité du Pile" in to_decide
    assert "Médiathèque" in ending
    assert "Mairie" not in ending
    assert "Centre social" in over
    assert "Attribué\xa0: 3" in page.replace("&nbsp;", "\xa0")


def test_the_months_of_warning_are_a_setting(signed_in, give, settings):
    settings.LABEL_WARNING_MONTHS = 12
    give("Mairie", AwardState.AWARDED, ends_in=200)
    assert "Mairie" in read(signed_in, LABELS)


def test_the_day_tells_labels_to_decide_and_to_renew(signed_in, give):
    give("Comité du Pile")
    give("Médiathèque", AwardState.RENEWED, ends_in=20)
    page = read(signed_in, "/coordination/")
    assert "Labels à décider" in page
    assert "Comité du Pile" in page
    assert "Labels qui expirent bientôt" in page
    assert address(LabelAward.objects.get(state="renouvele")) in page


def test_a_place_is_found_without_accents_and_applies(signed_in, make_site):
    site = make_site("Comité de l’Épeule")
    make_site("Mairie")
    page = signed_in.post(NEW, {"chercher": "1", "cherche": "epeule comite", "label": "ecn"})
    assert page.status_code == 200
    text = page.content.decode()
    assert f'value="{site.pk}"' in text
    assert "Mairie" not in text
    assert '<option value="ecn" selected>' in text
    today = paris_today().isoformat()
    data = {"lieu": site.pk, "label": "ecn", "on": today, "signed_by": "Le comité"}
    response = signed_in.post(NEW, data)
    award = LabelAward.objects.get()
    assert response["Location"] == address(award)
    assert (award.site, award.state) == (site, AwardState.APPLIED)
    assert award.steps.get().signed_by == "Le comité"


def test_a_draft_may_apply(signed_in, make_site):
    site = make_site("Nouvelle salle", publication="brouillon")
    page = signed_in.post(NEW, {"chercher": "1", "cherche": "nouvelle"}).content.decode()
    assert f'value="{site.pk}"' in page
    assert "(brouillon)" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lieu": ""}, "Cherchez puis choisissez un lieu."),
        ({"lieu": "999999"}, "Cherchez puis choisissez un lieu."),
        ({"lieu": "x"}, "Cherchez puis choisissez un lieu."),
        ({"label": ""}, "Choisissez un label."),
        ({"label": "rien"}, "Ce label n’existe pas."),
        ({"on": "2999-01-01"}, "Cette date n’est pas encore passée."),
        ({"on": "demain"}, "Écrivez une date"),
        ({"signed_by": ""}, "Écrivez qui demande."),
    ],
)
def test_an_application_refused_keeps_what_was_typed(signed_in, make_site, changes, said):
    site = make_site("Comité du Pile")
    data = {"lieu": site.pk, "label": "ecn", "on": "2026-01-05", "signed_by": "Le comité"}
    data |= {"reason": "Courrier du 5"}
    response = signed_in.post(NEW, data | changes)
    assert response.status_code == 400
    page = response.content.decode()
    assert said in page
    assert "Courrier du 5" in page
    assert not LabelAward.objects.exists()


def test_only_legal_steps_have_a_button(signed_in, give):
    page = read(signed_in, address(give()))
    assert "Commencer l’examen" in page
    assert "Attribuer le label" not in page
    running = read(signed_in, address(give("Mairie", AwardState.AWARDED, ends_in=30)))
    for verb in ("Renouveler le label", "Suspendre", "Retirer le label"):
        assert verb in running
    assert "Noter qu’il a expiré" not in running


def test_a_review_is_saved_as_a_draft(signed_in, give, label):
    award = give(state=AwardState.REVIEW)
    first = label.criteria.first()
    data = decision() | {f"met_{first.pk}": "non", f"comment_{first.pk}": "Salle partagée"}
    assert signed_in.post(address(award), data)["Location"] == address(award)
    answer = CriterionAnswer.objects.get()
    assert (answer.met, answer.comment, answer.round) == ("non", "Salle partagée", 1)
    assert "Salle partagée" in read(signed_in, address(award))
    award.refresh_from_db()
    assert award.state == AwardState.REVIEW


def test_an_award_is_decided_and_the_public_sees_only_the_label(signed_in, give, label, html):
    award = give(state=AwardState.REVIEW)
    data = answers(label, comment="Secret du jury") | decision("attribue", reason="Avis du comité")
    assert signed_in.post(address(award), data).status_code == 302
    award.refresh_from_db()
    assert (award.state, award.starts_on) == (AwardState.AWARDED, paris_today())
    document = decode_site(PublishedSite.objects.get(site=award.site).payload)
    assert [one.code for one in document.labels] == ["ecn"]
    public = html(f"/lieux/{award.site.slug}/")
    assert label.name in public
    for private in ("Secret du jury", "Avis du comité", "Fatma M."):
        assert private not in public
        assert private not in PublishedSite.objects.get(site=award.site).payload


def test_a_decision_refused_names_the_criteria_and_loses_nothing(signed_in, give, label):
    award = give(state=AwardState.REVIEW)
    last = label.criteria.last()
    data = answers(label, comment="Vu le 3") | {f"met_{last.pk}": "inconnu"}
    response = signed_in.post(address(award), data | decision("attribue", reason="Presque"))
    assert response.status_code == 400
    page = response.content.decode()
    assert f"« {last.text} »" in page
    assert page.count("Vu le 3") == 12
    assert "Presque" in page
    assert not CriterionAnswer.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (decision("refuse"), "Écrivez la raison."),
        (decision("refuse", reason="Non", signed_by=""), "Écrivez qui signe."),
        (decision("refuse", reason="Non", on=""), "Écrivez la date."),
        (decision("refuse", reason="Non", on="2999-01-01"), "pas encore passée"),
        (decision("refuse", reason="Non", on="2001-01-01"), "L’étape d’avant est du"),
        (decision("suspendu", reason="Non"), "on ne passe pas à"),
        (decision("inventé", reason="Non"), "Cette étape n’existe pas."),
    ],
)
def test_a_wrong_decision_says_why(signed_in, give, data, said):
    award = give(state=AwardState.REVIEW)
    response = signed_in.post(address(award), data)
    assert response.status_code == 400
    assert said in response.content.decode()
    award.refresh_from_db()
    assert award.state == AwardState.REVIEW
    assert award.steps.count() == 1


def test_a_review_overtaken_meanwhile_is_not_overwritten(signed_in, give, label, author):
    award = give(state=AwardState.REVIEW)
    first = label.criteria.first()
    save_answers(author, award, {first.pk: (Met.NO, "Salle trop petite")})
    mine = answers(label, comment="Vu le 3") | decision("attribue")
    response = signed_in.post(address(award), mine)
    assert response.status_code == 400
    page = response.content.decode()
    assert "Quelqu’un a changé cet examen" in page
    assert "Noté entre-temps : non, « Salle trop petite »" in page
    assert page.count("Vu le 3") == 12
    assert CriterionAnswer.objects.get().met == Met.NO
    seen = f"1-{CriterionAnswer.history.latest('history_id').history_id}"
    assert f'name="vu" value="{seen}"' in page
    assert signed_in.post(address(award), mine | {"vu": seen}).status_code == 302
    award.refresh_from_db()
    assert award.state == AwardState.AWARDED


def test_a_document_refused_keeps_the_review(signed_in, give, label):
    award = give(state=AwardState.REVIEW)
    data = answers(label, comment="Vu le 3") | decision()
    response = signed_in.post(address(award), data | {"file": upload("Charte.pdf", b"rien")})
    assert response.status_code == 400
    page = response.content.decode()
    assert "pas d’un type accepté" in page
    assert page.count("Vu le 3") == 12
    assert not Document.objects.exists()


def test_a_document_joins_the_review(signed_in, give, label):
    award = give(state=AwardState.REVIEW)
    assert signed_in.post(address(award), decision() | {"file": upload()}).status_code == 302
    assert award.documents.get().name == "Charte signée.pdf"
    assert "Charte signée.pdf" in read(signed_in, address(award))


def test_a_refused_step_leaves_no_document(signed_in, give):
    award = give(state=AwardState.REVIEW)
    signed_in.post(address(award), decision("refuse") | {"file": upload()})
    assert not Document.objects.exists()


def test_a_renewal_shows_the_review_before(signed_in, give, label, author):
    award = give(state=AwardState.REVIEW)
    criteria = {one.pk: (Met.YES, "Salle neuve") for one in label.criteria.all()}
    save_answers(author, award, criteria)
    take_step(author, award, AwardState.AWARDED, on=paris_today(), signed_by="Fatma M.")
    page = read(signed_in, address(award))
    assert page.count("À l’examen d’avant : oui, « Salle neuve »") == 12


def test_history_is_told_with_dates_signatures_and_reasons(signed_in, author, label, make_site):
    award = apply_for(author, label, make_site(), on=paris_today(), signed_by="Le comité")
    reason = "Après la visite"
    take_step(
        author, award, AwardState.REVIEW, on=paris_today(), signed_by="Fatma M.", reason=reason
    )
    page = read(signed_in, address(award))
    for told in ("Demandé", "signé par Le comité", "En cours d’examen", "Fatma M.", reason):
        assert told in page


def test_a_label_tells_its_charter_and_its_places(signed_in, give):
    give("Comité du Pile")
    give("Mairie", AwardState.AWARDED)
    page = read(signed_in, ECN)
    assert "Roubaix Numérique" in page
    assert page.count("<li>") >= 12
    filtered = read(signed_in, f"{ECN}?etat=attribue")
    assert "Mairie" in filtered
    assert "Comité du Pile" not in filtered


def test_the_state_is_read_only_in_the_admin(signed_in, give):
    award = give()
    page = read(signed_in, f"/coordination/admin/places/site/{award.site_id}/change/")
    assert address(award) in page
    assert 'name="awards-0-state"' not in page


def test_criteria_are_edited_in_the_admin_never_deleted(signed_in, label):
    page = read(signed_in, reverse("admin:places_label_change", args=[label.pk]))
    assert 'name="criteria-11-text"' in page
    assert 'name="criteria-0-DELETE"' not in page


def test_nothing_is_escaped_wrongly(signed_in, give):
    page = read(signed_in, address(give("Salle <b>du</b> parc")))
    assert "<b>du</b>" not in page


@pytest.mark.parametrize("path", [LABELS, ECN, "/coordination/reseau/", "/coordination/"])
def test_lists_cost_the_same_for_few_awards_and_many(
    signed_in, give, path, django_assert_max_num_queries
):
    give("Mairie", AwardState.AWARDED, ends_in=5)
    give("Comité du Pile")
    read(signed_in, path)
    with django_assert_max_num_queries(12) as few:
        read(signed_in, path)
    for number in range(20):
        give(f"Salle {number}", AwardState.AWARDED, ends_in=number)
        give(f"Foyer {number}")
    read(signed_in, path)
    with django_assert_max_num_queries(12) as many:
        read(signed_in, path)
    assert len(many) == len(few)


def test_one_award_costs_the_same_at_its_beginning_and_after_a_review(
    signed_in, give, label, author, django_assert_max_num_queries
):
    award = give(state=AwardState.REVIEW)
    read(signed_in, address(award))
    with django_assert_max_num_queries(12) as few:
        read(signed_in, address(award))
    save_answers(author, award, {one.pk: (Met.YES, "Vu") for one in label.criteria.all()})
    for _ in range(5):
        add_document(author, award, upload())
    read(signed_in, address(award))
    with django_assert_max_num_queries(12) as many:
        read(signed_in, address(award))
    assert len(many) == len(few)
