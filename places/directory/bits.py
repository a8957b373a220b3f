"""Sets of rows as packed bits: 20,000 rows fit in 313 words of 64 bits.

A bit set is a numpy uint64 array of shape (words,); row r is bit r % 64 of word r // 64.
"""

from collections.abc import Hashable, Iterable

import numpy as np


def words_for(size: int) -> int:
    return (size + 63) // 64


def pack(mask: np.ndarray) -> np.ndarray:
    """A boolean array of shape (n,) as a bit set."""
    packed = np.zeros(words_for(len(mask)) * 8, dtype=np.uint8)
    packed[: (len(mask) + 7) // 8] = np.packbits(mask, bitorder="little")
    return packed.view(np.uint64)


def unpack(bits: np.ndarray, size: int) -> np.ndarray:
    """A bit set as a boolean array of shape (size,)."""
    return np.unpackbits(bits.view(np.uint8), count=size, bitorder="little").view(bool)


def from_rows(rows: np.ndarray, size: int) -> np.ndarray:
    """The bit set of some row numbers."""
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    return pack(mask)


def rows_of(bits: np.ndarray, size: int) -> np.ndarray:
    """The row numbers of a bit set, ascending."""
    return np.flatnonzero(unpack(bits, size))


def count(bits: np.ndarray) -> int:
    return int(np.bitwise_count(bits).sum())


class BitTable:
    """Named bit sets over the same rows: `table[key]`, and all their counts at once."""

    def __init__(self, keys: dict[Hashable, int], matrix: np.ndarray, size: int):
        self.keys = keys  # key → row of the matrix
        self.matrix = matrix  # uint64, shape (keys, words)
        self.size = size

    @classmethod
    def build(cls, keys_of_rows: Iterable[Iterable[Hashable]]) -> "BitTable":
        """From the keys of row 0, of row 1…"""
        return cls({}, np.zeros((0, 0), dtype=np.uint64), 0).extended(keys_of_rows)

    def extended(self, keys_of_rows: Iterable[Iterable[Hashable]]) -> "BitTable":
        """A new table with rows added at the end; this one is not changed."""
        keys = dict(self.keys)
        at_key: list[int] = []
        at_row: list[int] = []
        size = self.size
        for row_keys in keys_of_rows:
            for key in set(row_keys):
                at_key.append(keys.setdefault(key, len(keys)))
                at_row.append(size)
            size += 1
        matrix = np.zeros((len(keys), words_for(size)), dtype=np.uint64)
        matrix[: self.matrix.shape[0], : self.matrix.shape[1]] = self.matrix
        rows = np.array(at_row, dtype=np.int64)
        one = np.left_shift(np.uint64(1), (rows % 64).astype(np.uint64))
        np.bitwise_or.at(matrix, (np.array(at_key, dtype=np.int64), rows // 64), one)
        return BitTable(keys, matrix, size)

    def with_rows(self, sets: dict[Hashable, np.ndarray]) -> "BitTable":
        """A new table in which each key has the bit set given."""
        keys = dict(self.keys)
        at = [keys.setdefault(key, len(keys)) for key in sets]
        matrix = np.zeros((len(keys), self.matrix.shape[1]), dtype=np.uint64)
        matrix[: self.matrix.shape[0]] = self.matrix
        for row, bit_set in zip(at, sets.values(), strict=True):
            matrix[row] = bit_set
        return BitTable(keys, matrix, self.size)

    def get(self, key: Hashable) -> np.ndarray:
        """The bit set of a key; the empty set for a key no row has."""
        at = self.keys.get(key)
        if at is None:
            return np.zeros(words_for(self.size), dtype=np.uint64)
        return self.matrix[at]

    def counts(self, base: np.ndarray) -> np.ndarray:
        """How many rows of `base` each key has, shape (keys,)."""
        return np.bitwise_count(self.matrix & base).sum(axis=1, dtype=np.int64)
