"""What a coordinator's pages list, for `bench`: a hundred of each, made and then forgotten."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from ..actions.access import make_link
from ..actions.accounts import settle_access
from ..actions.confirm import confirm_sites
from ..actions.labels import apply_for, paris_today, take_step
from ..actions.loans import save_loan
from ..actions.propose import propose
from ..actions.recording import Author, act
from ..actions.searches import record_searches
from ..actions.succession import name_successor
from ..directory.demand import Demand
from ..models import (
    Act,
    Actor,
    Contact,
    EquipmentLoan,
    ErrorReport,
    Label,
    LabelAward,
    Need,
    Orientation,
    Proposal,
    Site,
)
from ..models.roles import COORDINATION
from ..vocabulary import (
    AwardState,
    Confirmation,
    NothingSuitable,
    OrientationOutcome,
    Origin,
)

EACH = 100
ORIENTATIONS = 10_000
CONFIRMED = 500  # in one act
AUTHOR = Author("bench", Origin.COMMAND)


def coordinator(username: str) -> User:
    """A member of « Coordination », as those who open these pages are."""
    account = User.objects.create_user(username)
    account.groups.add(Group.objects.get(name=COORDINATION))
    settle_access(account)
    return account


def make_work() -> dict[str, str]:
    """Name → address of every page measured."""
    sites = list(Site.objects.published().order_by("pk")[: max(EACH, CONFIRMED)])
    some, label = sites[:EACH], Label.objects.order_by("pk").first()
    _labels(label, some)
    _people(some)
    _searches()
    make_orientations()
    ErrorReport.objects.bulk_create([ErrorReport(site=one, topics=["horaires"]) for one in some])
    for site in some:
        propose(AUTHOR, site, {"to_bring": "Rien"})
    confirm_sites(AUTHOR, sites, Confirmation.CALL)
    return {f"coordination : {name}": page for name, page in _pages(label, some).items()}


def _labels(label: Label, sites: list[Site]) -> None:
    day = paris_today()
    signed = {"on": day, "signed_by": "bench"}
    for site in sites:
        if not LabelAward.objects.filter(label=label, site=site).exists():
            award = apply_for(AUTHOR, label, site, **signed)
            take_step(AUTHOR, award, AwardState.REVIEW, **signed)
        lent = {"what": "Portable", "lender": "Ville", "starts_on": day - timedelta(days=30)}
        save_loan(AUTHOR, EquipmentLoan(), to_site=site, due_on=day, **lent)


def _people(sites: list[Site]) -> None:
    with act(AUTHOR, "bench"):
        actor = Actor.objects.create(name="bench")
        contacts = [
            Contact.objects.create(actor=actor, name=f"Contact {one.pk}", email="a@exemple.fr")
            for one in sites
        ]
    for contact in contacts:
        make_link(AUTHOR.name, contact)
        name_successor(AUTHOR, contact, name="Ali", email=f"ali{contact.pk}@exemple.fr")


def _searches() -> None:
    today = timezone.localdate()
    needs = Need.objects.values_list("code", flat=True)[:EACH]
    demands = [Demand(need=code, results=results) for code in needs for results in (0, 1)]
    days = [today - timedelta(days=ago) for ago in range(30)]
    texts = {(day, f"mot{number}"): 1 for day in days[:5] for number in range(EACH)}
    record_searches({(day, demand): 2 for day in days for demand in demands}, texts)


def make_orientations() -> None:
    """A busy year of the desks of a town."""
    now, needs = timezone.now(), Need.objects.values_list("code", flat=True)
    Orientation.objects.bulk_create(
        Orientation(
            at=now - timedelta(minutes=50 * number),
            needs=[needs[number % len(needs)]],
            outcome=OrientationOutcome.NOTHING,
            reason=NothingSuitable.values[number % len(NothingSuitable)],
        )
        for number in range(ORIENTATIONS)
    )


def _pages(label: Label, sites: list[Site]) -> dict[str, str]:
    site, other = sites[0], sites[1]
    acts = Act.objects.order_by("pk")
    large, long = acts.first().pk, acts.last().pk  # all the places; the last confirmations
    short = acts.filter(reason__startswith="Prêt").last().pk
    change = reverse("admin:places_site_change", args=[site.pk])
    return {
        "aujourd’hui": reverse("coordination"),
        "lieux": reverse("coordination-sites"),
        "lieux, par nom": f"{reverse('coordination-sites')}?name=maison",
        "historique d’un lieu": reverse("site-history", args=[site.pk]),
        "proposer": reverse("propose", args=[site.pk]),
        "à confirmer": reverse("to-confirm"),
        "feuille d’appel": reverse("call-sheet"),
        "à compléter": reverse("to-complete"),
        "doublons": reverse("duplicates"),
        "doublons, chercher": f"{reverse('duplicates-choose')}?q=mairie",
        "fusion, avant": reverse("merge", args=[site.pk, other.pk]),
        "contacts": reverse("contacts"),
        "recherches": reverse("searches"),
        "orientations": reverse("orientations"),
        "orientations d’un besoin": f"{reverse('orientations')}?besoin=imprimer",
        "actes": reverse("acts"),
        "actes, par nom de lieu": f"{reverse('acts')}?lieu=maison",
        "acte court": reverse("act", args=[short]),
        "acte de 500 lieux": reverse("act", args=[long]),
        "acte de tous les lieux": reverse("act", args=[large]),
        "annuler, acte court": reverse("undo-act", args=[short]),
        "annuler, 500 lieux": reverse("undo-act", args=[long]),
        "annuler, tous les lieux": reverse("undo-act", args=[large]),
        "propositions": reverse("proposals"),
        "proposition": reverse("proposal", args=[Proposal.objects.latest("pk").pk]),
        "signalements": reverse("reports"),
        "signalement": reverse("error-report", args=[ErrorReport.objects.latest("pk").pk]),
        "labels": reverse("labels"),
        "label": reverse("label", args=[label.code]),
        "dossier de label": reverse("award", args=[label.awards.latest("pk").pk]),
        "demande de label": f"{reverse('award-new')}?cherche=mairie",
        "réseau": reverse("network"),
        "prêts": reverse("loans"),
        "prêt": reverse("loan", args=[EquipmentLoan.objects.latest("pk").pk]),
        "mon compte": reverse("account"),
        "administration": reverse("admin:index"),
        "admin, lieux": reverse("admin:places_site_changelist"),
        "admin, lieux cherchés": f"{reverse('admin:places_site_changelist')}?q=maison",
        "admin, fiche": change,
        "admin, fiche neuve": reverse("admin:places_site_add"),
        "admin, acteurs": reverse("admin:places_actor_changelist"),
        "admin, comptes": reverse("admin:auth_user_changelist"),
    }
