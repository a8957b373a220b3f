"""French text as residents type it: normalised forms, words, stems. Pure functions."""

import re
import unicodedata
from functools import lru_cache

import phonenumbers
import snowballstemmer

# Control characters, but tabs and line ends.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _bare(char: str) -> str:
    """A lower-case letter without its accent."""
    decomposed = unicodedata.normalize("NFKD", char)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


# Every accented Latin letter and its bare form; combining accents vanish.
_BARE = {code: _bare(chr(code)) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
_BARE |= str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"}) | dict.fromkeys(range(0x300, 0x370), "")
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_stemmer = snowballstemmer.stemmer("french")

# Words that carry no meaning in a search for a place.
STOP_WORDS = frozenset(
    """a ai ainsi alors au aux avec ce ces cet cette chez comme comment d dans de des du elle en
    est et etre eu il ils j je l la le les leur leurs lui ma mais me mes moi mon n ne nos notre
    nous on ou par pas peu peut plus pour pres proche qu que quel quelle qui quoi s sa sans se ses
    si son sur t ta te tes toi ton tous tout toute tres tu un une vers veux voudrais vos votre vous
    y aide aider aidez besoin cherche chercher trouver faire fait lieu endroit ou quelqu""".split()
)


def normalise(text: str) -> str:
    """Lower case, no accents, œ → oe, every run of other characters → one space.

    >>> normalise("L’Épeule – Cœur")
    'l epeule coeur'
    """
    return _NOT_A_WORD.sub(" ", text.lower().translate(_BARE)).strip()


def words(text: str) -> list[str]:
    """The normalised words of `text`, in order, repeats kept."""
    return normalise(text).split()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The French stem of one normalised word; digits and words of three letters stay whole."""
    if len(word) <= 3 or word[0].isdigit():
        return word
    return _stemmer.stemWord(word)


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of `text` that carry meaning (stop words left out)."""
    return tuple([stem(word) for word in words(text) if word not in STOP_WORDS])


def slugify_french(text: str, max_length: int = 80) -> str:
    """An address part: normalised words joined by hyphens, cut at a word's end."""
    slug = "-".join(words(text))
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rsplit("-", 1)[0][:max_length]


@lru_cache(maxsize=4096)
def phone(e164: str) -> str:
    """« +33320664500 » → « 03 20 66 45 00 »; as stored when it cannot be read."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, national).replace(" ", "\u00a0")


def writable(text: str) -> str:
    """Without the characters that XML refuses, and so spreadsheets and text documents."""
    return _UNWRITABLE.sub("", text)


def whole_number(text: str) -> int:
    """« 1 200 » → 1200, as people and spreadsheets write it. Raises ValueError, in French."""
    bare = "".join(text.split())
    if re.fullmatch(r"[0-9]{1,12}", bare):
        return int(bare)
    if re.fullmatch(r"[0-9]+[.,][0-9]+", bare):
        raise ValueError(f"« {text.strip()} » a une virgule. Écrivez un nombre entier.")
    if re.fullmatch(r"[-−][0-9]+", bare):
        raise ValueError("Un nombre ne peut pas être négatif.")
    raise ValueError(f"« {text.strip()} » n’est pas un nombre. Écrivez des chiffres.")
