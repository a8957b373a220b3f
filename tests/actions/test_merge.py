"""Two listings made one: nothing lost, the old address leads on, all of it undone by one act."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from places.actions.edit import edit_site
from places.actions.merge import merge_sites, tell_apart
from places.actions.recording import act
from places.actions.undo import undo_act
from places.diagnosis.merging import Choice, preview
from places.models import (
    Act,
    Closure,
    EquipmentLoan,
    NotDuplicate,
    PublishedSite,
    Site,
    SiteRedirect,
)
from places.vocabulary import Publication

PRINT = {"category": "acces", "needs": ["imprimer"]}


@pytest.fixture
def epeule(make_site):
    return make_site(
        "Comité de l’Épeule",
        phone="+33320000001",
        languages=["fr"],
        address="2 rue de l’Épeule",
        services=[PRINT],
        equipment=[{"kind": "wifi"}],
    )


@pytest.fixture
def double(make_site):
    return make_site(
        "Comité Epeule",
        languages=["fr", "ar"],
        hours="Mo-Fr 09:00-12:00",
        address="2 r de l’Epeule",
        latitude=50.69,
        longitude=3.16,
        services=[{"category": "acces", "needs": ["scanner"]}, {"category": "demarches"}],
        equipment=[{"kind": "wifi"}, {"kind": "imprimante"}],
        closures=[{"start": date(2026, 12, 24), "end": date(2026, 12, 31)}],
    )


def loaded(*sites):
    return [Site.objects.with_public_parts().get(pk=site.pk) for site in sites]


def is_public(site) -> bool:
    return bool(PublishedSite.objects.get(site=site).payload)


def test_the_preview_proposes_ours_theirs_when_we_have_nothing_and_both_lists(epeule, double):
    lines = {line.aspect.key: line for line in preview(*loaded(epeule, double)).lines}
    assert lines["name"].proposed == Choice.KEPT
    assert lines["hours"].proposed == Choice.MERGED
    assert lines["hours"].kept == "rien"
    assert "lundi au vendredi" in lines["hours"].merged
    assert lines["languages"].proposed == Choice.BOTH
    assert lines["phone"].proposed == Choice.KEPT
    assert "summary" not in lines


def test_the_preview_says_what_moves_and_what_stays(epeule, double):
    parts = {part.title: part.moves for part in preview(*loaded(epeule, double)).parts}
    assert parts["Imprimante"] is True
    assert parts["Wifi"] is False
    assert parts["Faire une démarche en ligne"] is True


def test_merging_takes_what_was_chosen_and_moves_the_rows(author, epeule, double):
    merge_sites(author, *loaded(epeule, double), {"name": Choice.MERGED, "address": Choice.MERGED})
    site = Site.objects.get(pk=epeule.pk)
    assert site.name == "Comité Epeule"
    assert (site.address, site.latitude) == ("2 r de l’Epeule", 50.69)
    assert site.hours == "Mo-Fr 09:00-12:00"
    assert site.phone == "+33320000001"
    assert site.languages == ["fr", "ar"]
    assert sorted(site.equipment.values_list("kind", flat=True)) == ["imprimante", "wifi"]
    assert site.closures.count() == 1
    assert site.services.get(category="acces").needs == ["imprimer", "scanner"]
    assert site.services.filter(category="demarches").exists()
    assert "hours" in site.local_edits
    assert is_public(epeule)


def test_the_other_listing_is_archived_and_its_address_leads_on(author, epeule, double):
    merge_sites(author, *loaded(epeule, double))
    double.refresh_from_db()
    assert double.publication == Publication.ARCHIVED
    assert not is_public(double)
    assert SiteRedirect.objects.get(slug=double.slug).site == epeule
    assert double.history.count() > 1
    assert double.equipment.filter(kind="wifi").exists()


def test_chains_of_addresses_lead_to_the_last_listing(author, epeule, double, make_site):
    third = make_site("Comité Épeule bis")
    merge_sites(author, *loaded(double, third))
    merge_sites(author, *loaded(epeule, double))
    assert {redirect.site for redirect in SiteRedirect.objects.all()} == {epeule}
    assert SiteRedirect.objects.count() == 2


def test_places_that_had_moved_there_follow(author, epeule, double, make_site):
    away = make_site("Annexe", relocated_to=double)
    edit_site(author, epeule, relocated_to=double)
    merge_sites(author, *loaded(epeule, double))
    away.refresh_from_db()
    epeule.refresh_from_db()
    assert away.relocated_to == epeule
    assert epeule.relocated_to is None


def test_loans_follow(author, epeule, double):
    with act(author, "Prêt"):
        loan = EquipmentLoan.objects.create(
            what="Tablettes", lender="Ville", to_site=double, starts_on=date(2026, 9, 1)
        )
    merge_sites(author, *loaded(epeule, double))
    loan.refresh_from_db()
    assert loan.to_site == epeule


def test_a_merge_is_one_act_and_one_act_undoes_it(author, epeule, double):
    before = {site.pk: loaded(site)[0] for site in (epeule, double)}
    record = merge_sites(author, *loaded(epeule, double), {"name": Choice.MERGED})
    assert record == Act.objects.latest("pk")
    undo_act(author, record)
    for pk, old in before.items():
        (now,) = loaded(Site(pk=pk))
        for name in ("name", "address", "languages", "hours", "publication", "latitude"):
            assert getattr(now, name) == getattr(old, name)
        for part in ("services", "equipment", "closures"):
            rows = sorted(row.pk for row in getattr(old, part).all())
            assert sorted(getattr(now, part).values_list("pk", flat=True)) == rows
    assert not SiteRedirect.objects.exists()
    assert is_public(epeule)
    assert is_public(double)


def test_a_listing_is_not_merged_with_itself_nor_twice(author, epeule, double, make_site):
    with pytest.raises(ValidationError, match="deux lieux différents"):
        merge_sites(author, *loaded(epeule, epeule))
    merge_sites(author, *loaded(epeule, double))
    with pytest.raises(ValidationError, match="déjà fusionné"):
        merge_sites(author, *loaded(make_site("Autre"), double))


def test_an_archived_listing_is_not_the_one_kept(author, epeule, make_site):
    archived = make_site("Ancien", publication=Publication.ARCHIVED)
    with pytest.raises(ValidationError, match="archivé"):
        merge_sites(author, *loaded(archived, epeule))


def test_a_refused_merge_changes_nothing(author, epeule, double):
    with act(author, "essai"):
        Site.objects.filter(pk=double.pk).update(hours="Mo 09:00-12:00", commune="Roubaix")
    one, other = loaded(epeule, double)
    other.postal_code = "59x"
    with pytest.raises(ValidationError):
        merge_sites(author, one, other, {"address": Choice.MERGED})
    double.refresh_from_db()
    assert double.publication == Publication.PUBLISHED
    assert Closure.objects.get().site == double


def test_two_places_told_apart_are_remembered_once(author, epeule, double):
    assert tell_apart(author, double, epeule) == tell_apart(author, epeule, double)
    pair = NotDuplicate.objects.get()
    assert (pair.first, pair.second) == (epeule, double)
