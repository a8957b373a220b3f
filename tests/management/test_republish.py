from django.core.management import call_command

from places.directory import load
from places.models import PublishedSite


def test_republish_writes_every_document_again(make_site, capsys):
    site, draft = make_site("Un"), make_site("Deux", publication="brouillon")
    PublishedSite.objects.all().delete()
    load.forget()
    assert load.current().directory.count == 0
    call_command("republish")
    assert "2 fiches récrites." in capsys.readouterr().out
    directory = load.current().directory
    assert directory.find(site.slug).name == "Un"
    assert directory.find(draft.slug) is None
