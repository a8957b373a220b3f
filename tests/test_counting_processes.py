"""Several processes count the same searches: each writes what it held when it ends."""

from urllib.request import Request, urlopen

from . import processes

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
READ = """
import django, json
django.setup()
from places.models import SearchCount, UnknownText
from django.utils import timezone
today = timezone.localdate()  # the demonstration has counts of the days before
counts = SearchCount.objects.filter(day=today).values_list("need", "district", "count")
unknown = UnknownText.objects.filter(days__day=today).values_list("text", "days__count")
print(json.dumps([list(counts), list(unknown)]))
"""


def search(address: str, query: str) -> int:
    request = Request(f"{address}/lieux/?{query}", headers={"User-Agent": FIREFOX})
    with urlopen(request, timeout=processes.PATIENCE_S) as answer:
        return answer.status


def test_processes_that_end_add_up_what_they_counted(base):
    with processes.server(base) as one, processes.server(base) as other:
        for address in (one, one, other):
            assert search(address, "besoin=imprimer&quartier=epeule") == 200
            assert search(address, "q=zorglub") == 200
    counted = '[[["", "", 3], ["imprimer", "epeule", 3]], [["", 3]]]'
    assert base.python("-c", READ).strip() == counted


def test_a_process_whose_database_went_away_loses_no_count(base):
    with processes.server(base) as address:
        assert search(address, "besoin=wifi") == 200
        base.leave()
        assert search(address, "besoin=wifi") == 200
        base.come_back()
    assert base.python("-c", READ).strip() == '[[["wifi", "", 2]], []]'
