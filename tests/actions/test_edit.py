import pytest
from django.core.exceptions import ValidationError

from places.actions.confirm import confirm_sites
from places.actions.edit import create_site, edit_site, set_publication
from places.actions.recording import Author, act
from places.models import Act, PublishedSite, Site
from places.press import feed
from places.press.document import decode_site
from places.vocabulary import Origin, Publication


def document(site):
    return decode_site(PublishedSite.objects.get(site=site).payload)


def test_a_new_site_is_recorded_and_published_in_one_act(make_site, author):
    version = feed.version()
    site = make_site("Comité de l’Épeule", services=[{"category": "acces", "needs": ["imprimer"]}])
    assert site.slug == "comite-de-l-epeule-roubaix"
    assert feed.version() == version + 1
    assert document(site).services[0].needs == ("imprimer",)
    written = Act.objects.get()
    assert (written.author, written.origin) == (author.name, Origin.ADMIN)
    assert site.history.get().act == written
    assert site.services.get().history.get().act == written


def test_a_draft_stays_inside(make_site):
    site = make_site(publication=Publication.DRAFT)
    assert PublishedSite.objects.get(site=site).payload == ""


def test_an_edit_writes_what_differs_and_who_and_why(make_site, author):
    site = make_site(hours="Mo 09:00-12:00")
    edit_site(author, site, reason="Appel du 3 novembre", hours="Tu 09:00-12:00", name=site.name)
    assert document(site).hours == "Tu 09:00-12:00"
    latest = site.history.first()
    assert latest.act.reason == "Appel du 3 novembre"
    assert latest.prev_record.hours == "Mo 09:00-12:00"
    assert set(site.local_edits) >= {"hours"}


def test_an_edit_that_changes_nothing_writes_nothing(make_site, author):
    site = make_site(hours="Mo 09:00-12:00")
    version, rows = feed.version(), site.history.count()
    edit_site(author, site, hours="Mo 09:00-12:00")
    assert (feed.version(), site.history.count()) == (version, rows)


def test_an_import_does_not_count_as_a_local_edit(make_site):
    importer = Author("Hinaura", Origin.IMPORT)
    site = make_site(by=importer, hours="Mo 09:00-12:00")
    assert site.local_edits == {}


def test_bad_values_are_refused_by_field_and_nothing_is_written(make_site, author):
    site = make_site()
    acts = Act.objects.count()
    with pytest.raises(ValidationError) as refused:
        edit_site(author, site, postal_code="5910", kinds=["chateau"])
    assert set(refused.value.message_dict) == {"postal_code", "kinds"}
    assert Act.objects.count() == acts
    assert Site.objects.get(pk=site.pk).postal_code == ""


def test_parts_that_stay_keep_their_history(make_site, author):
    site = make_site(services=[{"category": "acces"}, {"category": "emploi"}])
    kept = site.services.get(category="acces")
    edit_site(author, site, parts={"services": [{"category": "acces", "needs": ["wifi"]}]})
    assert site.services.get() == kept
    assert kept.history.count() == 2


def test_two_sites_of_the_same_name_have_two_addresses(make_site):
    assert make_site("Mairie").slug == "mairie-roubaix"
    assert make_site("Mairie").slug == "mairie-roubaix-2"
    assert make_site("Mairie", commune="Lille").slug == "mairie-lille"


def test_archiving_leaves_a_tombstone_and_publishing_brings_back(make_site, author):
    site = make_site()
    assert set_publication(author, [site], Publication.ARCHIVED) == 1
    row = PublishedSite.objects.get(site=site)
    assert (row.payload, row.slug) == ("", site.slug)
    assert set_publication(author, [site], Publication.ARCHIVED) == 0
    set_publication(author, [site], Publication.PUBLISHED)
    assert document(site).name == site.name


def test_a_confirmation_is_dated_and_signed(make_site, author):
    site = make_site()
    confirm_sites(author, [site])
    assert (document(site).confirmed_by, site.confirmed_by) == ("la coordination", author.name)
    assert document(site).confirmed_at is not None


def test_an_act_that_fails_leaves_nothing_behind(make_site, author):
    site = make_site()
    version = feed.version()
    with pytest.raises(RuntimeError), act(author, "essai") as writing:
        site.name = "Autre"
        site.save()
        writing.touch(site)
        raise RuntimeError
    assert Site.objects.get().name != "Autre"
    assert feed.version() == version


def test_creating_refuses_a_site_without_a_commune(db, author):
    with pytest.raises(ValidationError):
        create_site(author, name="Lieu", commune="")
