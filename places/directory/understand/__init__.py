"""What a resident's words mean: text → needs, kinds, constraints, a place, words to look for.

Pure and quick: no database, no request. `understand(text, lexicon)` is the only door.
"""

from .lexicon import Lexicon
from .phrasebook import Meaning, phrasebook
from .reading import Part, Understood, understand

__all__ = ["Lexicon", "Meaning", "Part", "Understood", "phrasebook", "understand"]
