"""Addresses, on a sample in the format of the national base (written for these tests)."""

from pathlib import Path

SAMPLE = Path(__file__).parent / "roubaix-ban.csv"
