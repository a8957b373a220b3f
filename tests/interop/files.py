"""Files of the national standard for the tests, written row by row."""

import csv
import json
from pathlib import Path

from places.interop.national import COLUMNS

PLACE = {
    "id": "lieu-1",
    "pivot": "43493312300029",
    "nom": "Médiathèque Simone-Veil",
    "commune": "Roubaix",
    "code_postal": "59100",
    "adresse": "2 rue Pierre-Motte",
    "date_maj": "2024-04-02",
    "source": "Hubik",
}

AWKWARD = [
    {
        **PLACE,
        "id": "guillemets",
        "nom": 'Le "Lieu", dit « L’Épeule »; annexe',
        "presentation_detail": 'Première ligne\r\ndeuxième ; "troisième"\n\n|fin|\r',
        "horaires": 'Mo-Fr 09:00-12:00 "sur rendez-vous"; PH off',
        "couleur": 'bleu; "ciel"\nou vert',
    },
    {
        **PLACE,
        "id": "rna",
        "pivot": "W595000001",
        "structure_parente": "Fédération",
        "site_web": "https://a.fr/x;y|https://b.fr/?q=1",
        "latitude": "50.6927",
        "longitude": "3.17785",
        "telephone": "+33320000000",
        "services": "Utilisation sécurisée du numérique|Aide aux démarches administratives",
        "publics_specifiquement_adresses": "Seniors|Jeunes",
        "formations_labels": "Étapes numériques(La Poste)|ORDI 3.0",
        "itinerance": "Itinérant|Fixe",
        "typologie": "ASSO|TIERS_LIEUX",
        "Code interne": "=1+1",
    },
    {**PLACE, "id": "sans-position", "latitude": "0", "longitude": "0", "pivot": "434933123"},
    {**PLACE, "id": "sans-pivot", "pivot": "", "structure_parente": "Réseau, du Nord"},
    {
        **PLACE,
        "id": "mal-écrit",
        "pivot": "",
        "telephone": "n’importe quoi",
        "services": "Gratuit|Aide aux démarches administratives",
        "typologie": "SOUCOUPE|MUNI",
        "courriels": "contact@ville.fr|pas une adresse",
        "horaires": "lundi matin",
        "presentation_resume": "Un très long résumé. " * 20,
        "date_maj": "bientôt",
    },
]


def write_csv(path: Path, rows: list[dict], *, delimiter: str = ",", bom: bool = False) -> Path:
    """A CSV file of these rows: the standard's columns, then the others they have."""
    others = {column: None for row in rows for column in row if column not in COLUMNS}
    encoding = "utf-8-sig" if bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, [*COLUMNS, *others], restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_json(path: Path, content) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path
