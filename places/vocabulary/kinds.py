"""The kinds of place, and how the national standard calls them."""

# code: (what a resident reads, the typology of the national standard or "" when it has none)
# National typologies: data·inclusion, « typologies de structure », named by the standard.
_KINDS: dict[str, tuple[str, str]] = {
    "ecn": ("Espace de culture numérique (ECN)", "EPN"),
    "epn": ("Espace public numérique", "EPN"),
    "papi": ("Point d’accès public à internet (PAPI)", "EPN"),
    "mairie": ("Mairie", "MUNI"),
    "mairie-quartier": ("Mairie de quartier", "MUNI"),
    "maison-services": ("Maison des services", "MUNI"),
    "bibliotheque": ("Bibliothèque, médiathèque", "BIB"),
    "centre-social": ("Centre social", "CS"),
    "vie-sociale": ("Espace de vie sociale", "EVS"),
    "maison-quartier": ("Maison de quartier", "MQ"),
    "ccas": ("CCAS", "CCAS"),
    "cias": ("CIAS", "CIAS"),
    "association": ("Association", "ASSO"),
    "maison-associations": ("Maison des associations", "ASSO"),
    "tiers-lieu": ("Tiers-lieu", "TIERS_LIEUX"),
    "fablab": ("FabLab", "TIERS_LIEUX"),
    "france-services": ("France services", "RFS"),
    "france-travail": ("France Travail", "FT"),
    "mission-locale": ("Mission locale", "ML"),
    "maison-emploi": ("Maison de l’emploi", "MDE"),
    "cap-emploi": ("Cap emploi", "CAP_EMPLOI"),
    "caf": ("CAF", "CAF"),
    "msa": ("MSA", "MSA"),
    "poste": ("La Poste", ""),
    "prefecture": ("Préfecture, sous-préfecture", "PREF"),
    "departement": ("Service du Département", "CD"),
    "intercommunalite": ("Intercommunalité", "EPCI"),
    "communaute-communes": ("Communauté de communes", "CC"),
    "region": ("Service de la Région", "REG"),
    "maison-solidarites": ("Maison des solidarités", "MDS"),
    "mdph": ("MDPH", "MDPH"),
    "mjc": ("MJC", "MJC"),
    "pimms": ("PIMMS Médiation", "PIMMS"),
    "info-jeunes": ("Information jeunesse", "PIJ_BIJ"),
    "point-information": ("Point d’information", "PI"),
    "foyer-jeunes": ("Foyer de jeunes travailleurs", "RS_FJT"),
    "ressourcerie": ("Ressourcerie", "RESSOURCERIE"),
    "formation": ("Organisme de formation", "OF"),
    "e2c": ("École de la deuxième chance", "E2C"),
    "hebergement": ("Centre d’hébergement (CHRS)", "CHRS"),
    "demandeurs-asile": ("Accueil de demandeurs d’asile", "CADA"),
    "epicerie-sociale": ("Épicerie sociale", "ES"),
    "udaf": ("UDAF", "UDAF"),
    "cidff": ("CIDFF", "CIDFF"),
    "plie": ("PLIE", "PLIE"),
    "chambre-consulaire": ("Chambre consulaire", "CCONS"),
    "entreprise-sociale": ("Entreprise de l’économie sociale", "ESS"),
    "insertion": ("Structure d’insertion", "ACI"),
    "esat": ("ESAT", "ESAT"),
    "autre": ("Autre lieu", "Autre"),
}

KIND_LABELS: dict[str, str] = {code: label for code, (label, _) in _KINDS.items()}
KIND_TO_NATIONAL: dict[str, str] = {code: national for code, (_, national) in _KINDS.items()}
# The first kind listed with a national code is not always its plainest reading.
NATIONAL_TO_KIND: dict[str, str] = {
    **{national: code for code, national in reversed(KIND_TO_NATIONAL.items()) if national},
    "EPN": "epn",
    "PE": "france-travail",
}

# Public spaces for the digital world, and public services that host some mediation: the first two
# questions of an état des lieux. What is in neither is private or run by an association.
PUBLIC_SPACE_KINDS = frozenset({"ecn", "epn", "papi"})
PUBLIC_SERVICE_KINDS = frozenset(
    {
        *("mairie", "mairie-quartier", "maison-services", "bibliotheque", "ccas", "cias"),
        *("france-services", "france-travail", "mission-locale", "maison-emploi", "cap-emploi"),
        *("caf", "msa", "poste", "prefecture", "departement", "intercommunalite"),
        *("communaute-communes", "region", "maison-solidarites", "mdph", "info-jeunes"),
        *("plie", "e2c", "chambre-consulaire"),
    }
)
