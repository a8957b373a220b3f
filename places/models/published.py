"""What the public may see, as the press wrote it: documents with a growing version."""

from django.db import models

from .site import Site


class DirectoryVersion(models.Model):
    """One row: the version of the last publication. Writers lock it, readers compare it."""

    version = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_directory_version")
        ]

    def __str__(self) -> str:
        return str(self.version)


class PublishedSite(models.Model):
    """A site's public document (JSON), or its tombstone: `payload` empty."""

    site = models.OneToOneField(Site, models.PROTECT, primary_key=True, related_name="published")
    version = models.BigIntegerField(db_index=True)
    slug = models.SlugField(max_length=120, db_index=True)
    payload = models.TextField(blank=True)
    published_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"


class PublishedList(models.Model):
    """A public list that documents refer to (needs, districts), as JSON."""

    key = models.CharField(max_length=30, primary_key=True)
    version = models.BigIntegerField(db_index=True)
    payload = models.TextField()

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
