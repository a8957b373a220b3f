import secrets

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from ..vocabulary import DocumentKind
from .history import records
from .label import Label, LabelAward
from .loan import EquipmentLoan


def new_token() -> str:
    """32 letters nobody can guess (192 bits)."""
    return secrets.token_urlsafe(24)


def private_storage() -> Storage:
    """Under DATA_DIR, outside of what the server publishes."""
    return storages["documents"]


def stored_name(document: "Document", filename: str) -> str:
    """The name on the disk says nothing of the document."""
    return f"{document.token}.{document.kind}"


class DocumentQuerySet(models.QuerySet):
    def kept(self) -> "DocumentQuerySet":
        return self.filter(removed_at=None)


class Document(models.Model):
    """A file of the back office; removed, its content is erased and its row stays. UTC times."""

    token = models.CharField("adresse", max_length=40, unique=True, default=new_token)
    file = models.FileField("fichier", storage=private_storage, upload_to=stored_name, blank=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("type", max_length=5, choices=DocumentKind.choices)
    size = models.PositiveIntegerField("taille en octets")
    label = models.ForeignKey(
        Label, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    award = models.ForeignKey(
        LabelAward, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    loan = models.ForeignKey(
        EquipmentLoan, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    uploaded_at = models.DateTimeField("ajouté le", auto_now_add=True)
    uploaded_by = models.CharField("ajouté par", max_length=200)
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)
    removed_by = models.CharField("retiré par", max_length=200, blank=True)
    objects = DocumentQuerySet.as_manager()
    history = records()

    class Meta:
        verbose_name = "document"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(label__isnull=False, award__isnull=True, loan__isnull=True)
                | Q(label__isnull=True, award__isnull=False, loan__isnull=True)
                | Q(label__isnull=True, award__isnull=True, loan__isnull=False),
                name="document_of_one_thing",
                violation_error_message="Un document va avec un label, un dossier ou un prêt.",
            ),
            models.CheckConstraint(
                condition=(Q(removed_at__isnull=True) & Q(removed_by=""))
                | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="document_removal_is_signed",
                violation_error_message="Un retrait dit par qui.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="document_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name
