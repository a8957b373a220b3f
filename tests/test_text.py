import pytest

from places.text import normalise, slugify_french, stem, stems, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("L’Épeule", "l epeule"),
        ("l'épeule", "l epeule"),
        ("Cœur de ville", "coeur de ville"),
        ("Hauts-Champs – Petites-Haies", "hauts champs petites haies"),
        ("e\u0301cole", "ecole"),
        ("  ", ""),
        ("Nº 12 bis !", "n 12 bis"),
    ],
)
def test_normalise_drops_case_accents_and_punctuation(typed, expected):
    assert normalise(typed) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("imprimer", "imprimante"),
        ("impôts", "impot"),
        ("ateliers", "atelier"),
        ("médiathèques", "mediatheque"),
        ("démarche", "demarches"),
    ],
)
def test_stems_join_the_forms_of_a_word(one, other):
    assert stems(one) == stems(other) != ()


def test_stems_leave_empty_words_out():
    assert stems("je cherche un lieu pour la CAF") == ("caf",)


def test_stem_keeps_short_words_and_numbers_whole():
    assert [stem(word) for word in ("caf", "cv", "59100")] == ["caf", "cv", "59100"]


def test_words_keep_order_and_repeats():
    assert words("Ici et là, ici") == ["ici", "et", "la", "ici"]


def test_slug_is_cut_at_a_word():
    assert slugify_french("Médiathèque La Grand-Plage", 20) == "mediatheque-la-grand"
