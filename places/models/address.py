"""The streets of the national address base (BAN), as `import_addresses` wrote them.

Public reference data, replaced by communes: no history, no personal data.
"""

from django.db import models

UNITS_A_DEGREE = 100_000  # positions of numbers are whole 1/100,000 of a degree: about a metre


class Street(models.Model):
    """A street of a commune with the positions of its numbers.

    `numbers`: {"12bis": [latitude, longitude]} in 1/100,000 of a degree, as JSON text, so that
    a search reads many streets and decodes only the one it answers. `latitude`, `longitude`: of
    the number nearest to the mean of all, WGS 84 degrees.
    """

    name = models.CharField("nom", max_length=200)
    commune = models.CharField("commune", max_length=100)
    commune_code = models.CharField("code Insee", max_length=5)
    former_commune = models.CharField("ancienne commune", max_length=100, blank=True)
    postal_code = models.CharField("code postal", max_length=5, blank=True)
    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")
    numbers = models.TextField("numéros")

    class Meta:
        verbose_name = "rue"
        constraints = [
            models.UniqueConstraint(
                fields=["commune_code", "name", "former_commune", "postal_code"],
                name="street_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
                ),
                name="street_position",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.postal_code} {self.commune}"


class AddressWord(models.Model):
    """A normalised word of addresses, once, and the number of streets it leads to."""

    text = models.CharField(max_length=200, unique=True)
    streets = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.text


class StreetWord(models.Model):
    """A street is found by this word: of its name, or of its commune and postal code."""

    word = models.ForeignKey(AddressWord, models.CASCADE, db_index=False, related_name="+")
    street = models.ForeignKey(Street, models.CASCADE, db_index=False, related_name="+")
    in_name = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "street"], name="street_word_once"),
        ]
        indexes = [models.Index(fields=["street", "word"], name="street_words")]

    def __str__(self) -> str:
        return f"{self.word_id} → {self.street_id}"
