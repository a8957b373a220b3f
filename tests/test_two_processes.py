"""Several processes, one database: what one changes the others show; without it, the last copy."""

import re
import time

from .processes import PATIENCE_S, SLUG, fetch


def test_change_made_elsewhere_is_in_the_next_request_of_every_process(base, serve):
    servers = serve(), serve()
    for number in range(3):
        pages = [fetch(f"{address}/lieux/{SLUG}/") for address in servers]
        assert [status for status, _ in pages] == [200, 200]
        assert all(f"essai numéro {number}" not in page for _, page in pages)
        base.edit(f"Résumé, essai numéro {number}.")
        for address in servers:
            assert f"essai numéro {number}" in fetch(f"{address}/lieux/{SLUG}/")[1]


def test_without_database_the_last_copy_is_shown_with_its_date(base, serve):
    address = serve()
    base.edit("Dernière copie.")
    status, page = fetch(f"{address}/lieux/{SLUG}/")
    assert status == 200
    assert "Les informations datent du" not in page

    base.leave()
    late = serve()  # this one never saw the database
    for path in ("/", "/besoins/", "/lieux/?q=imprimer", f"/lieux/{SLUG}/", "/a-propos/"):
        status, page = fetch(f"{address}{path}")
        assert (status, path) == (200, path)
        assert re.search(r"Les informations datent du \d+ \S+ \d{4} à \d+ h \d+", page)
    assert "Dernière copie." in fetch(f"{address}/lieux/{SLUG}/")[1]
    assert fetch(f"{address}/lieux/carte.json")[0] == 200
    assert fetch(f"{address}/lieux/nulle-part/")[0] == 404
    for path in ("/", "/lieux/", f"/lieux/{SLUG}/"):
        status, page = fetch(f"{late}{path}")
        assert (status, path) == (503, path)
        assert "L’annuaire n’est pas encore prêt." in page
        assert "Réessayez dans une minute." in page

    base.come_back()
    base.edit("La base est revenue.")
    until = time.monotonic() + PATIENCE_S
    while "La base est revenue." not in fetch(f"{address}/lieux/{SLUG}/")[1]:
        assert time.monotonic() < until
        time.sleep(0.5)
    assert "Les informations datent du" not in fetch(f"{address}/")[1]
    assert fetch(f"{late}/")[0] == 200
