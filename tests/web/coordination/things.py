"""Something of each kind, and the address that shows it: what the permission matrix visits."""

import re
from datetime import date, time

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from places.actions.documents import add_document
from places.actions.labels import apply_for
from places.actions.plan import save_action
from places.actions.propose import propose
from places.actions.recording import Author, act
from places.actions.snapshots import take_snapshot
from places.actions.stops import save_stop
from places.actions.workshops import save_workshop
from places.models import (
    Act,
    Actor,
    Contact,
    Desk,
    District,
    EquipmentLoan,
    ErrorReport,
    Label,
    Need,
    PlanAction,
    Site,
    Source,
    Stop,
    Succession,
    UnknownText,
    UnknownTextDay,
    Wish,
    Workshop,
)


def make_things(author: Author, district: District, source: Source) -> dict[str, object]:
    """By the name of the model, or of what an address calls it."""
    with act(author, "essai"):
        actor = Actor.objects.create(name="Comité")
        contact = Contact.objects.create(actor=actor, name="Yvette", email="yvette@exemple.fr")
        succession = Succession.objects.create(
            contact=contact, asked_by="Yvette", actor=actor, name="Ali", email="ali@exemple.fr"
        )
        label = Label.objects.create(code="essai", name="Essai")
        need = Need.objects.create(code="essai", name="Essai")
        desk = Desk.objects.create(name="Médiathèque, accueil")
        loan = EquipmentLoan.objects.create(
            what="Ordinateurs", lender="Ville", to_actor=actor, starts_on=timezone.localdate()
        )
    site = Site.objects.get(slug="mairie-lille")
    award = apply_for(author, label, site, on=timezone.localdate(), signed_by="Camille")
    workshop = save_workshop(
        author,
        Workshop(site=site),
        title="Essai",
        rrule="FREQ=DAILY",
        start=date(2026, 1, 1),
        at=time(9),
        minutes=60,
    )
    stop = save_stop(
        author,
        Stop(site=site),
        spot="Place",
        commune="Lille",
        rrule="FREQ=DAILY",
        start=date(2026, 1, 1),
        at=time(9),
        minutes=60,
    )
    upload = SimpleUploadedFile("convention.pdf", b"%PDF-1.4\n%%EOF\n")
    return {
        "site": site,
        "other": Site.objects.exclude(pk=site.pk).first(),
        "actor": actor,
        "contact": contact,
        "succession": succession,
        "label": label,
        "award": award,
        "loan": loan,
        "document": add_document(author, award, upload),
        "desk": desk,
        "district": district,
        "need": need,
        "source": source,
        "errorreport": ErrorReport.objects.create(site=site, topics=["horaires"]),
        "proposal": propose(author, site, {"phone": "+33320000009"}),
        "user": User.objects.create_user("habitant"),
        "unknown": _unknown_text(),
        "workshop": workshop,
        "stop": stop,
        "plan": save_action(author, PlanAction(), title="Ouvrir le soir"),
        "wish": Wish.objects.create(kind="offre", author="habitant", text="Un atelier photo"),
        "act": Act.objects.order_by("pk").last(),
        "snapshot": take_snapshot(timezone.now())[0],
        **_failures(),
    }


def address(route: str, things: dict[str, object]) -> str:
    """A real address of a route."""
    model = re.search(r"admin/\w+/(\w+)/", route)
    thing = things.get(model[1]) if model else None
    old = thing.history.first().pk if hasattr(thing, "history") else ""
    sites = ContentType.objects.get_for_model(Site).pk
    filled = (
        route.replace("^([^/]+)/history/([^/]+)/$", f"{getattr(thing, 'pk', '')}/history/{old}/")
        .replace("^(?P<app_label>axes|auth|places)/$", "places/")
        .replace("(?P<url>.*)$", "nulle-part")
        .replace("<path:content_type_id>/<path:object_id>", f"{sites}/{things['site'].pk}")
        .replace("<path:object_id>", str(getattr(thing, "pk", "")))
        .replace("quartier/<slug:slug>", f"quartier/{things['district'].slug}")
        .replace("<int:number>", str(things["workshop"].pk))
        .replace("<slug:slug>", things["site"].slug)
        .replace("etat-des-lieux/<slug:code>", "etat-des-lieux/actions-privees")
        .replace("<month:month>/<slug:code>", "<month:month>/actions-privees")
        .replace("<month:month>", str(things["snapshot"]))
        .replace("<slug:code>", things["label"].code)
        .replace("<section>", "lieux")
        .replace("<str:period>", "2026-10")
        .replace("<uidb64>/<token>", "Mg/faux")
        .replace("documents/<str:token>", f"documents/{things['document'].token}")
        .replace("lien/<str:token>", "lien/faux")
        .replace("<int:kept>/<int:merged>", f"{things['site'].pk}/{things['other'].pk}")
        .replace("<int:first>/<int:second>", f"{things['site'].pk}/{things['other'].pk}")
    )
    for folder, name in SHOWN_IN.items():
        filled = filled.replace(f"{folder}/<int:pk>", f"{folder}/{things[name].pk}")
    assert not re.search(r"[<^(]", filled), filled
    return f"/{filled}"


# The folder of an address: what its number counts.
SHOWN_IN = {
    "comptes": "user",
    "comptages": "site",
    "recherches": "unknown",
    "lieux": "site",
    "actes": "act",
    "propositions": "proposal",
    "signalements": "errorreport",
    "attributions": "award",
    "prets": "loan",
    "contacts": "contact",
    "successions": "succession",
    "ateliers": "workshop",
    "arrets": "stop",
    "plan": "plan",
    "envies": "wish",
    "maj": "site",
}


def _unknown_text() -> UnknownText:
    """Typed on three days: the coordinator sees it."""
    unknown = UnknownText.objects.create(digest="x", text="borne")
    for day in range(3):
        on = timezone.localdate().replace(day=day + 1)
        UnknownTextDay.objects.create(unknown=unknown, day=on, count=1)
    return unknown


def _failures() -> dict[str, object]:
    told = {
        "username": "inconnu",
        "ip_address": "192.0.2.1",
        "user_agent": "",
        "attempt_time": timezone.now(),
    }
    return {
        "accessattempt": AccessAttempt.objects.create(**told, failures_since_start=1),
        "accesslog": AccessLog.objects.create(**told),
        "accessfailurelog": AccessFailureLog.objects.create(**told),
    }
