import pytest

from places.addresses.words import begins_address, name_words, typed


def read(text, *, finished=True):
    found = typed(text, finished=finished)
    return [word.texts[0] for word in found.words], list(found.numbers)


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("12 rue de Lannoy", ["rue", "lannoy"], ["12"]),
        ("12bis, R. de l’Épeule", ["rue", "epeule"], ["12bis"]),
        ("12 bis av Jean-Lebas", ["avenue", "jean", "lebas"], ["12bis"]),
        ("12 B bd de Paris", ["boulevard", "paris"], ["12b"]),
        ("12 r Motte", ["rue", "motte"], ["12"]),
        ("12 d’Alsace", ["alsace"], ["12"]),
        ("Lannoy, rue de 12", ["lannoy", "rue"], ["12"]),
        ("rue du 8 mai 1945", ["rue", "mai"], ["8", "1945"]),
        ("pl Ste-Thérèse 59100 Roubaix", ["place", "sainte", "therese", "59100", "roubaix"], []),
        ("imp du Gal Leclerc", ["impasse", "general", "leclerc"], []),
        ("", [], []),
        ("?!", [], []),
    ],
)
def test_an_address_typed_is_read_word_by_word(text, words, numbers):
    assert read(text) == (words, numbers)


@pytest.mark.parametrize(
    ("written", "typed_as"),
    [
        ("Avenue Saint-Vincent-de-Paul", "av st vincent de paul"),
        ("Boulevard du Maréchal Foch", "bd mal foch"),
        ("Place du Docteur Dupré", "PL DR DUPRE"),
        ("Allée du Président Kennedy", "all pdt kennedy"),
        ("Chemin du Cœur", "ch coeur"),
    ],
)
def test_both_sides_are_written_one_way(written, typed_as):
    assert name_words(written) == name_words(typed_as)


def test_a_last_word_may_be_unfinished():
    last = typed("12 rue st", finished=False).words[-1]
    assert (last.texts, last.prefix) == (("saint",), "st")
    assert typed("12 rue st", finished=True).words[-1].prefix == ""


def test_the_first_sort_of_street_only_is_one():
    words = typed("rue du parc", finished=True).words
    assert [word.is_type for word in words] == [True, False]


def test_a_text_too_long_is_cut():
    assert len(typed("mot" * 10_000, finished=True).words) == 1
    assert len(typed(" ".join(f"m{n}x" for n in range(100)), finished=True).words) <= 12


@pytest.mark.parametrize("text", ["12 lannoy", "rue x", "bd x", "12bis"])
def test_an_address_begins_by_a_number_or_a_sort_of_street(text):
    assert begins_address(text)


@pytest.mark.parametrize("text", ["", "roubaix", "59100 roubaix", "mediatheque"])
def test_other_places_do_not(text):
    assert not begins_address(text)
