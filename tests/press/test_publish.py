"""The press: what reaches the window, and what never does."""

import pytest

from places.actions.edit import edit_site
from places.actions.recording import act
from places.models import Actor, Contact, Label, LabelAward, PublishedSite
from places.press import feed, publish
from places.press.document import decode_site, encode

SECRETS = ("Nadia Secret", "nadia@perso.example", "+33612345678", "note interne")


@pytest.fixture
def site(make_site, author, districts, source):
    with act(author, "essai"):
        network = Actor.objects.create(name="Fédération")
        actor = Actor.objects.create(name="Comité", parent=network, pivot="43493312300029")
        Contact.objects.create(
            actor=actor, name=SECRETS[0], email=SECRETS[1], phone=SECRETS[2], notes=SECRETS[3]
        )
    return make_site(
        actor=actor,
        district=districts[1],
        source=source,
        external_id="7",
        extra={"interne": SECRETS[3]},
        unread={"telephone": SECRETS[2]},
    )


def test_the_document_says_what_the_public_may_know(site):
    document = decode_site(PublishedSite.objects.get(site=site).payload)
    assert (document.actor, document.network, document.pivot) == (
        "Comité",
        "Fédération",
        "43493312300029",
    )
    assert (document.district, document.sector) == ("epeule", "ouest")
    assert document.source.licence == "Licence Ouverte 2.0"


def test_nothing_private_reaches_the_document(site):
    payload = PublishedSite.objects.get(site=site).payload
    assert not [secret for secret in SECRETS if secret in payload]


def test_a_document_survives_its_json(site):
    document = decode_site(PublishedSite.objects.get(site=site).payload)
    assert decode_site(encode(document)) == document


def test_a_document_is_immutable(site):
    document = decode_site(PublishedSite.objects.get(site=site).payload)
    with pytest.raises(AttributeError):
        document.name = "Autre"


def test_only_labels_in_force_are_shown(site, author):
    with act(author, "label") as writing:
        for code, state in (("un", "attribue"), ("deux", "retire"), ("trois", "demande")):
            label = Label.objects.create(code=code, name=code.upper())
            LabelAward.objects.create(label=label, site=site, state=state)
        writing.touch(site)
    document = decode_site(PublishedSite.objects.get(site=site).payload)
    assert [label.code for label in document.labels] == ["un"]


def test_a_place_closed_for_good_leaves_a_tombstone(site, author):
    edit_site(author, site, status="ferme")
    assert PublishedSite.objects.get(site=site).payload == ""


def test_versions_grow_and_rows_since_give_only_the_new(site, author, make_site):
    version = feed.version()
    other = make_site("Autre lieu")
    assert [row.site_id for row in feed.rows_since(version)] == [other.pk]
    edit_site(author, site, name="Nouveau nom")
    assert feed.version() == version + 2
    assert [row.site_id for row in feed.rows_since(version + 1)] == [site.pk]


@pytest.mark.django_db(transaction=True)
def test_a_publication_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        publish.next_version()


def test_publishing_many_sites_makes_few_queries(make_site, django_assert_num_queries):
    few = [make_site(f"Lieu {n}", services=[{"category": "acces"}]).pk for n in range(2)]
    many = few + [make_site(f"Lieu {n}", services=[{"category": "acces"}]).pk for n in range(2, 6)]
    with django_assert_num_queries(10):
        publish.publish_sites(few)
    with django_assert_num_queries(10):
        publish.publish_sites(many)
