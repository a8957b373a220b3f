"""A town with work to do: one of everything that the back office lists, or many."""

from datetime import time, timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from places.actions.access import make_link
from places.actions.documents import add_document
from places.actions.edit import create_site, edit_site
from places.actions.labels import apply_for, paris_today, save_answers, take_step
from places.actions.loans import save_loan
from places.actions.merge import merge_sites
from places.actions.plan import save_action
from places.actions.propose import propose
from places.actions.recording import Author, act
from places.actions.searches import record_searches
from places.actions.stops import save_stop
from places.actions.succession import name_successor
from places.actions.visits import Counting, save_counting
from places.actions.workshops import save_workshop
from places.directory.demand import Demand
from places.hours.periods import Period
from places.models import (
    Actor,
    Contact,
    Desk,
    District,
    EquipmentLoan,
    ErrorReport,
    Label,
    LabelAward,
    LabelCriterion,
    Need,
    PlanAction,
    Reminder,
    Site,
    Source,
    Stop,
    UnknownText,
    Wish,
    Workshop,
)
from places.models.history import Act
from places.models.visit import VISITS
from places.vocabulary import (
    AwardState,
    Category,
    EquipmentKind,
    Met,
    Origin,
    Publication,
    ReminderStep,
)

from .files import upload

CODE = "reseau"


class Work:
    """`more(n)` adds n of each thing; the properties are those that a page is about."""

    def __init__(self, author: Author):
        self.author, self.done = author, 0
        today = paris_today()
        self.month = Period(today.replace(day=1))
        with act(author, "essai"):
            self.actor = Actor.objects.create(name="Les Amis de l’Épeule")
            self.district = District.objects.create(slug="epeule", name="Épeule")
            self.label = Label.objects.create(code=CODE, name="Réseau")
            self.need = Need.objects.create(code="essai", name="Essai")
            self.source = Source.objects.create(name="Essai", licence="Licence Ouverte 2.0")
            self.desk = Desk.objects.create(name="Médiathèque")
        self.site = self._site("Comité de l’Épeule", "Roubaix", actor=self.actor)
        self.other = self._site("Comité Épeule", "Roubaix")
        edit_site(author, self.site, source=self.source, relocated_to=self.other)
        signed = {"on": today, "signed_by": "Ville"}
        self.award = apply_for(author, self.label, self.site, **signed)
        self.award = take_step(author, self.award, AwardState.REVIEW, **signed)
        self.loan = self._loan()
        self.account = User.objects.create_user("habitant")
        self.more(1)
        self.proposal = propose(
            author, self.site, {"phone": "+33320000009", "hours": "Mo 09:00-12:00"}
        )
        self.report = self._report()
        self.act = self._import()
        self.merge = self._merge()

    def more(self, number: int) -> None:
        for rank in range(self.done, self.done + number):
            self._more(rank)
        self.done += number
        days = [paris_today() + timedelta(days=1 + rank) for rank in range(self.done)]
        parts = {
            "services": [
                {"category": category, "needs": ["imprimer"]}
                for category in Category.values[: self.done]  # each once a place
            ],
            "equipment": [
                {"kind": kind, "details": "vu"} for kind in EquipmentKind.values[: self.done]
            ],
            "closures": [{"start": day, "end": day} for day in days],
        }
        edit_site(self.author, self.site, reason="Aides", parts=parts)
        criteria = [one.pk for one in self.label.criteria.all()]
        save_answers(self.author, self.award, dict.fromkeys(criteria, (Met.YES, "vu")))
        self.act = self._import()

    def _more(self, rank: int) -> None:
        author, today = self.author, paris_today()
        word = f"{chr(97 + rank // 26)}{chr(97 + rank % 26)}"
        with act(author, "essai"):
            actor = Actor.objects.create(name=f"Association {word}", parent=self.actor)
            contact = Contact.objects.create(actor=actor, name=word, email=f"{word}@exemple.fr")
            Contact.objects.create(actor=self.actor, name=word, email=f"{word}2@exemple.fr")
            District.objects.create(slug=word, name=f"Quartier {word}", parent=self.district)
            LabelCriterion.objects.create(label=self.label, text=f"Critère {word}", position=rank)
            label = Label.objects.create(code=word, name=f"Label {word}")
            LabelAward.objects.create(label=label, site=self.site)
            Source.objects.create(name=f"Source {word}", licence="Licence Ouverte 2.0")
            Desk.objects.create(name=f"Guichet {word}", at_site=self.site)
            need = Need.objects.create(code=f"besoin-{word}", name=f"Besoin {word}")
        make_link("Camille", contact)
        name_successor(author, contact, name="Ali", email=f"ali{word}@exemple.fr")
        site = self._site(f"Maison {word}", f"Ville {word}", actor=actor, source=self.source)
        self._site(f"Maison {word}", f"Ville {word}")
        self._award_in_force(site)
        propose(author, site, {"phone": "+33320000009"}, email="agent@exemple.fr")
        self._report(site)
        self._loan(site)
        for place in (site, self.site):
            save_counting(author, Counting(place, self.month, {VISITS: 9, need.code: rank}))
        self.wish = Wish.objects.create(kind="offre", author="habitant", text=f"Envie {word}")
        told = {"need": self.need, "district": self.district, "due_on": today - timedelta(days=1)}
        self.plan = save_action(author, PlanAction(), title=f"Action {word}", **told)
        edit_site(author, site, reason="Fermeture", parts={"closures": [{"start": today}]})
        since = timezone.localtime(site.created_at).date()
        Reminder.objects.create(site=site, since=since, step=ReminderStep.CALL, on=today)
        User.objects.create_user(f"agent-{word}")
        self.document = add_document(author, self.award, upload())
        add_document(author, self.loan, upload())
        add_document(author, self.label, upload())
        self.workshop = save_workshop(
            author,
            Workshop(site=self.site),
            title=f"Atelier {word}",
            rrule="FREQ=DAILY",
            start=today,
            at=time(9),
            minutes=60,
        )
        self.stop = save_stop(
            author,
            Stop(site=self.site),
            spot=f"Place {word}",
            commune="Roubaix",
            district=self.district,
            rrule="FREQ=DAILY",
            start=today,
            at=time(9),
            minutes=60,
        )
        edit_site(author, self.site, reason="Mot", summary=f"Résumé {word}")
        for ago in range(3):
            day = timezone.localdate() - timedelta(days=ago)
            demands = {
                (day, Demand(need=need.code, district=self.district.slug, results=0)): 2,
                (day, Demand(need=need.code, district=self.district.slug, results=1)): 2,
            }
            record_searches(demands, {(day, f"zorg{word}"): 1, (day, f"cach{word}"): 1})
        UnknownText.objects.filter(text__startswith="cach").update(
            hidden_at=timezone.now(), hidden_by="Camille"
        )

    def _site(self, name: str, commune: str, **fields) -> Site:
        return create_site(
            self.author,
            name=name,
            commune=commune,
            address="3 rue Neuve",
            phone="+33320664500",
            hours="Mo-Fr 09:00-12:00",
            publication=Publication.PUBLISHED,
            district=self.district,
            **fields,
        )

    def _award_in_force(self, site: Site) -> LabelAward:
        signed = {"on": paris_today(), "signed_by": "Ville"}
        with act(self.author, "essai") as writing:
            writing.touch(site)
            return LabelAward.objects.create(
                label=self.label,
                site=site,
                state=AwardState.AWARDED,
                starts_on=signed["on"] - timedelta(days=400),
                ends_on=signed["on"] + timedelta(days=20),
            )

    def _loan(self, site: Site | None = None) -> EquipmentLoan:
        day = paris_today() - timedelta(days=30)
        loan = {"what": "Portable", "lender": "Ville", "starts_on": day, "due_on": day}
        return save_loan(self.author, EquipmentLoan(), to_site=site or self.site, **loan)

    def _report(self, site: Site | None = None) -> ErrorReport:
        return ErrorReport.objects.create(site=site or self.site, topics=["horaires", "services"])

    def _merge(self) -> Act:
        """An act on rows of most kinds."""
        kept, merged = (self._site(f"Halle {word}", "Lens") for word in ("nord", "sud"))
        parts = {
            "services": [{"category": Category.values[0], "needs": ["imprimer"]}],
            "equipment": [{"kind": EquipmentKind.values[0], "details": "vu"}],
            "closures": [{"start": paris_today()}],
        }
        edit_site(self.author, merged, parts=parts)
        self._award_in_force(merged)
        rows = Site.objects.with_public_parts().in_bulk([kept.pk, merged.pk])
        return merge_sites(self.author, rows[kept.pk], rows[merged.pk])

    def _import(self) -> Act:
        """One act on every place."""
        with act(Author("Fichier", Origin.IMPORT), "Fichier") as writing:
            for site in Site.objects.filter(publication=Publication.PUBLISHED):
                site.to_bring = f"Vos papiers, {self.done}"
                site.save(update_fields=["to_bring", "updated_at"])
                writing.touch(site)
        return writing.record
