"""How people write: words that carry no need, short forms, spellings by ear, words that agree.

Everything here is normalised (no accent, no capital). Data, and the two functions that read it.
"""

from functools import lru_cache

from ...text import STOP_WORDS, stem

# Words of a conversation: they never say what is needed.
_CHATTY = """
ne jamais toujours encore deja tres vraiment juste bien donc voila bah ben euh hein oui non ok bon
cela ca ceci celui celle celles ceux cet meme aussi tellement assez beaucoup bcp car puis ensuite
apres avant depuis pendant quand comment pourquoi lequel laquelle quels quelles dont ici eux elles
suis es sommes etes sont ete etais etait etaient sera serait soit etant as avons avez ont avais
avait avaient aura aurais aurait auriez ayant peux pouvez peuvent pouvoir pouvait pourrais pourrait
pourriez pourrez puisse veut voulez veulent vouloir voulais voudrait voulait aimerais aimerait
aimerions souhaite souhaiterais souhaiterait souhaitons dois doit devez doivent devoir devrais
devait faut faudrait vais va vas allez allons vont aller irais arrive arrives arrivent arrivez
arriver arrivais arrivait arriverais reussis reussit reussir sais sait savez savent savoir savais
connais connait fais faites font ferai fera ferait fasse refasse faisait dis dit dire disent
essaye essaie essaient essayer essaye tente tenter interesse plait prie serieux
svp stp sil merci remercie bonjour bonsoir salut coucou hello bjr bsr slt cc mrc madame monsieur
mme mr messieurs mesdames
quelque quelques autre autres chaque plusieurs certains rien personne personnes gens dame voisin
voisine ami amie amis copain copine usager usagers habitant habitants truc trucs machin chose choses
question renseignement renseignements renseigner infos possible
probleme problemes souci soucis pb pbs galere difficulte difficultes complique compliquee urgent
urgence vite rapidement
jai jveux jveu jveut jpeux jpeu jvoudrais jvoudrai jsuis jsui chui chuis jdois jss jsp jpp
g c ct cest cetait sest sa ses ces pa pu pt peu ke ki koi kan kand kom kom1 pr ds dc
pcq pck psk pk pkoi pq wsh frr tkt ya yatil til mem tt tte ts ttes qd qq qqun qqn qlq qlqun jms tjrs
tjr vs ns ms vx fo fer fair cmt ac av bn dun dune dla 1 2 m j t s n l d y qu fr jve quelqun kelkun
min ej nin toudis cha pou
where is please need help want how can get my with for necesito quiero donde para ayuda
"""
EMPTY: frozenset[str] = STOP_WORDS | frozenset(_CHATTY.split())

# Short forms that everybody writes: read as the words they stand for, not shown as mistakes.
SHORT: dict[str, tuple[str, ...]] = {
    short: tuple(said.split())
    for short, said in {
        "rdv": "rendez vous",
        "rv": "rendez vous",
        "rendezvous": "rendez vous",
        "mdp": "mot de passe",
        "mdps": "mot de passe",
        "pj": "piece jointe",
        "cni": "carte identite",
        "cb": "carte bancaire",
        "bdf": "banque de france",
        "asso": "association",
        "assos": "association",
        "doc": "document",
        "docs": "document",
        "num": "numero",
        "bd": "boulevard",
        "blvd": "boulevard",
        "bvd": "boulevard",
        "appli": "application",
        "applis": "application",
        "app": "application",
    }.items()
}

# Spellings too far from the word for the speller to bring back.
BY_EAR: dict[str, str] = {
    "conte": "compte",
    "bank": "banque",
    "sime": "sim",
    "paket": "paquet",
    "wats": "whatsapp",
    "chek": "cheque",
    "skaner": "scanner",
    "retrete": "retraite",
    "boit": "boite",
    "pane": "panne",
    "apel": "appel",
    "permi": "permis",
    "kaf": "caf",
    "caff": "caf",
    "ouifi": "wifi",
    "wify": "wifi",
    "wiffi": "wifi",
    "weefee": "wifi",
    "watsap": "whatsapp",
    "ouatsap": "whatsapp",
    "ouatsape": "whatsapp",
    "watsapp": "whatsapp",
    "wathsapp": "whatsapp",
    "watsup": "whatsapp",
    "whatsap": "whatsapp",
    "aifone": "iphone",
    "ayfone": "iphone",
    "jimail": "gmail",
    "jmail": "gmail",
    "gougle": "google",
    "gogole": "google",
    "gougueule": "google",
    "faicebook": "facebook",
    "fessebook": "facebook",
    "facebouc": "facebook",
    "tchatgpt": "chatgpt",
    "chatgtp": "chatgpt",
    "gpt": "chatgpt",
    "paul": "pole",
    "pol": "pole",
    "paule": "pole",
    "enploi": "emploi",
    "kritair": "critair",
    "critaire": "critair",
    "zik": "musique",
    "foto": "photo",
    "fotos": "photos",
    "fotocopi": "photocopie",
    "fotocopie": "photocopie",
    "feik": "fake",
    "niouze": "news",
    "niouse": "news",
    "mtn": "maintenant",
    "mnt": "maintenant",
    "ajd": "aujourd",
    "auj": "aujourd",
}

# Words that agree: forms of one verb, words of one family, plain synonyms. The first stands for
# all: whatever is known of one is known of the others.
_AGREEING = """
ordinateur ordi ordis pc laptop macbook
telephone tel tels smartphone portable mobile gsm iphone android phone
mail mel courriel email imail mails
sms texto textos message messages msg mms
argent sous thune thunes fric pognon
emploi travail boulot job jobs taf taff travailler travaille travailles bosser
medecin docteur toubib medecins
enfant fils fille filles gosse gosses gamin gamine gamins mome ado ados adolescent enfants fiston
enfant tiot tiote tiots
mari epoux conjoint conjointe femme epouse compagnon
maman mere mamie
papa pere
mort morte deces decede decedee deceder mourir
voiture bagnole vehicule automobile voitures
logement appartement appart habitation
acheter achat achats achete
vendre vente vends vendu vendue
reparer reparation reparateur repare depanner depannage depanneur
casser casse cassee brise brisee pete fissure
panne bug bugue bugger plante planter
marcher marche fonctionner fonctionne marchent
allumer demarrer demarre demarrage
bloquer bloque bloquee verrouille verrouillee coince debloquer deverrouiller
perdre perdu perdue perds perdus egare egaree paume
oublier oublie oublies souviens souvenir
voler vol vole volee derobe
recevoir recu recue recois recoit recus recues
envoyer envoi envoie expedier transmettre transmet
inscrire inscription inscris inscrit inscrite inscriptions
connecter connexion connecte co conecter
imprimer impression imprimante imprime impressions imprimes imprimeur
payer paiement paye paie payement
mettre mets mis mise
apprendre apprends appris apprend
ecrire ecris ecrit ecrite rediger redaction redige ecriture
lire lis lu lecture lit
traduire traduction traducteur traductrice interprete traduit traduise
supprimer suppression effacer efface enlever effacees
creer creation cree
renouveler refaire renouvellement refait
changer changement modifier modification
declarer declaration
simuler simulation estimer estimation calcul calculer
telecharger telechargement
scanner scan scanne scanneur numeriser numerisation scans scanners
photocopier photocopie photocopieuse photocopieur photocopies xerox
vieux vieille vieilles senior seniors age agee agees aines
allocation alloc allocs allocations
identifiant identifiants login
dette dettes endette
demenager demenagement
divorcer divorce
etude etudes etudiant etudiante etudier etudiants
ecole scolaire ecoles
college lycee collegien lyceen
professeur prof profs maitresse instit enseignant
formation former formations
ranger trier classer organiser tri
installer installation configurer configuration parametrer
tablette ipad tablettes
pirate pirater piratage hacker hacke hack piratee hackee
arnaque arnaquer escroc escroquerie fraude frauduleux frauduleuse arnaqueur arnaques escrocs
bizarre louche chelou douteux suspect suspecte etrange
internet web net
lent lente lenteur ralenti rame ramer
amende contravention pv prune contredanse amendes verbalise
vignette pastille macaron
immatriculation immatriculer
handicap handicape handicapee handicapes
invalidite invalide
colis paquet paquets
jouer jeu jeux joue jouent
dessin dessiner
programmer programmation
voter vote
election elections electoral electorale electorales
electricite electrique
couper coupure coupe coupee
voir consulter regarder regarde vois visionner
entrer rentrer acceder accede rentre
agrandir grossir
fermer fermeture ferme fermee
resilier resiliation
rembourser remboursement remboursements
convoquer convocation
transferer transfert transmission
appeler appel appels appelle
visio visioconference visiophonie
naissance naitre
retraite retraites pension
recuperer recuperation
augmenter augmentation
radier radiation radie
harceler harcelement harcele harcelee
insulter insulte insultes
protection proteger protege
securite securiser securise
conduite conduire
rouler roule
sejour sejours
cours lecon lecons
debuter debutant debutants debutante initiation initier
occasion occas reconditionne reconditionnee reconditionnes
pret preter prete emprunter emprunt
donner don dons donne
louer location
rechercher recherche recherches
postuler candidater candidature candidatures
stage stages
sauvegarder sauvegarde
video videos
photo photos image images
bus tram tramway metro
garde garder
remplir rempli remplis
simplifier expliquer explique expliquez explication explications montrer montre
comprendre comprends comprend compris
aveugle malvoyant malvoyante
"""

# Words of other matters: known only so that they are not taken for a mistake in another word.
_OTHER = """
attestation cadre croix demande dossier inscription passe passent passer compte
maroc algerie tunisie senegal mali portugal italie pologne roumanie turquie syrie afghanistan
ukraine comores cameroun congo guinee belgique allemagne angleterre bled barbe
affiche capte casse coin double dors lire objet payer petit petite petits petites rap regarde
rentrer retrouver rien rouge sert tableau taper tierce vrai
acteur actrice affaire affaires air aller allumette amour animal animaux annee annees anniversaire
appareils apporter argenterie arbre arriere artiste assiette attendre attends attention avion avis
bain balle ballon bar barbe bas bateau batiment beau belle beaux bebe biere bijou blanc bleu boire
bois boisson bonbon bonheur bonne bord boucher boucherie bouche boue boulanger boulangerie bout
bouteille bras bruit brun bureau but cadeau cafe camion campagne canal canape carnaval carrelage
cave centimes champ chanson chanteur chapeau chat chats chaud chaussette chaussure chaussures
chemise cher chere chers cheval cheveux chien chiens chocolat ciel cinema cinq cirque clair clef
coeur coiffeur coiffeuse coiffure coin collection colline comedie concert consulat corps cote
couleur coup courage coureur courir course courses couscous couteau couture creme crepe cri cuisine
cuisiner cul dame dames danse danser dehors dejeuner delicieux demain dent dents depart dernier
derniere dessert deuil deux devant dieu diner dix dodo doigt dommage donc dormir dos douche
doucement doux douze droite eau eglise envie equipe escalier espagne essence etage etoile evier
excuse fatigue faux fenetre fete feu feuilleton fin fleur fleurs fleuriste foire fois foot football
force foret fort fourmi fraise frere freres froid fromage fruit fruits fumer gagne gagner gateau
gauche gentil gentille glace gomme gouter gratin grave grosse gros guerre gym habiller habits
hamburger haut heure heures heureux hier histoire hiver homme hommes horloge hotel huit humeur
humour huile idee inconnu inconnue jambe jambon jardin jaune jeudi jeune jeunes jolie journal
journee jour jours joie judo juin jupe kebab kilo lait lampe lapin laver legume legumes lessive
lettre lion livre livres loin long longtemps losc lourd lune magasin main mains mal malade manger
manteau marche marcher mari mariee match matin mauvais medaille meilleur meilleure menage menthe
menu mer merde mere meteo metier midi mieux milieu mille minute moins mois monde monsieur montagne
montre moto mouche mouton mur musee nage natation neige nerveux neuf noel noir nom nombre nord
nourriture nu nue nuit oeil oiseau ongle ongles or orage oral orange oreille ours outil pain
pantalon papillon paris part partie partir parfum patisserie pauvre pays peau pecher peinture
pelouse pendule penser peur pharmacie piano pied pierre piscine pizza plage plante plat plombier
pluie poids point poire poisson poivre police pomme pompier pont porc porte potager poubelle poule
poulet premiere prenom presque prince prix promenade propre proprement pull punaise quatre quinze
radis recette reine repas repos reste rester restaurant resto reveil reveiller rien riz robe roi
roman rond rose rouge rue sable sac saison salade sale salle salon samu sang sante sapin sauce saut
score secret sel semaine sept serie serieux serrure serrurier sieste six soeur soif soins soleil
sombre sommeil son sorcier sorte sortir soupe souris sport star steak sucre sud tableau tache tante
tapis tard tarte tasse taureau taxi temps tennis tente terre tete the theatre ticket tigre tissu
toilette toilettes toit tomate tomber tot tour tournoi train tranquille travers trois trop
trottinette trouver tuer tuyau vacances vache vaisselle valise vase vendeur vent ventre ver verre
vers vert veste vetement vetements viande vie viens vient vieillesse ville vin vingt violet visage
vite vivre voile voix vol voler voyage voyager vrai vue yaourt yeux yoga zero zoo
aboutir absent admettre admirer adorer agir agreable amener amuser an apercevoir apparaitre
apprecier approcher armoire arracher arranger aspirateur asseoir attaquer atteindre attraper
avaler avouer bague balai barbecue bataille battre beaute benefice bete blesser bonnet bouger
bougie cacher camarade camping cantatrice careme cause ceinture champion chapelle chef cheminee
chorale chute cinquante claire colere collegue collier commencer complet confiance confier
congelateur connaissance construire content contraire convaincre convenir coucher couler couvrir
craindre crier croire cru debarrasser decider declencher decrire demi demolir depasser dependre
depenser deplacer deranger descendre desordre dessus detail detester detruire deviner difference
different diriger discours disparaitre disposer distribuer divers diviser dizaine douleur doute
drole ecarter echapper echarpe echouer eclater effort egal eloigner embeter emmener empecher
emporter endormir enfin ennui ennuyer enorme ensemble entendre entier entourer entraider
entretenir epais eponge espece esperer essentiel eteindre etendre eternel etonner etroit exact
examiner excellent exemple exiger exister exprimer faim falloir fameux fatiguer figure final folie
forcer fou franchir frigidaire frigo fuir gant gants geste glisser gouvernement grandeur gratter
guerir guitare habitude hasard hesiter honte ignorer immense incendie indiquer inquiet inquieter
inutile jaloux jurer laisser large larme lavelinge lever local lutter maigre maitre majorite
malheur malheureux manie maniere marionnette marquer marrant matiere mecontent melanger membre
mener mensonge mentir messe mesure mesurer methode mince minuit misere moitie moment moquette
moral morceau mosquee multiplier murmurer naturel necessaire negliger nourrir noyer nuire obeir
obtenir occuper offrir orchestre ordinaire oser ouvrier paix paques paraitre parapluie pareil
parole passion peine pencher pendre permettre peuple phrase placard plaindre plaire plaisanter
plaisir pleurer plonger plupart poche politique posseder possession pousser poussiere precipiter
precis preferer presser pretendre prevoir priere principe probable proceder produire profiter
profond promesse promettre proposer protester provoquer prudent quart raison ramadan ramasser rare
rassurer rater rayon realiser recent reculer redire reflechir reflexion regner regretter regulier
rejoindre relation remarquer remercier remonter remplacer remuer rendre renoncer renverser
reparler repeter reporter reposer representer reproche resister respect respecter respirer
ressembler ressortir retenir retomber reunir reussite reveler revenir rever revoir rideau rideaux
rire ruiner saluer sauter sauver sembler sens serrer silence simple simplement solution soudain
souffrir soulever soumettre sourd sourire soutenir subir succes suffire sujet supposer surprendre
surprise systeme taire tant tantot tarder tendre tenir terminer terrain terrible toussaint tousser
trahir trancher traverser trembler triste tristesse trou troubler user utile vague valeur veiller
verite violent visible volonte volontiers
"""
# Shops, meals, outings, works: nobody comes to a desk for them, though a term may hold the word.
FAR: frozenset[str] = frozenset(
    """bar boucherie boulanger boulangerie cafe cinema coiffeur coiffeuse concert decheterie
    dechetterie encombrants fleur fleurs fleuriste football fuite garage hotel jouet jouets kebab
    lampadaire loto meteo meuble meubles mosquee eglise musee parking patisserie pharmacie piscine
    pizza pizzeria plombier plomberie poubelle restaurant resto serrurier supermarche tabac test
    theatre toilettes veterinaire vetement vetements welsh""".split()
)
OTHER: frozenset[str] = frozenset(_OTHER.split()) | FAR
_OTHER_STEMS = frozenset(map(stem, OTHER))


def is_other(word: str) -> bool:
    """A form of a word of other matters: no mistake in another word."""
    return stem(word) in _OTHER_STEMS


def _concepts() -> dict[str, str]:
    """Stem of a word → stem of the word that stands for it."""
    table: dict[str, str] = {}
    for line in _AGREEING.strip().splitlines():
        head, *others = line.split()
        for word in others:
            table.setdefault(stem(word), stem(head))
    return table


_CONCEPTS = _concepts()
# Their stems are those of other words: pété, saisie, papier, testament.
_APART = frozenset("petit petite petits petites sais papi test tests".split())
AGREEING: frozenset[str] = frozenset(_AGREEING.split())


@lru_cache(maxsize=65536)
def concept(word: str) -> str:
    """What a normalised word is known by: its stem, or that of the word it agrees with."""
    if word in _APART:
        return f"={word}"
    one = stem(word)
    return _CONCEPTS.get(one, one)


def spelled_out(typed: list[str]) -> list[str]:
    """The words with their short forms written whole: « rdv caf » → rendez, vous, caf."""
    return [said for word in typed for said in SHORT.get(word, (word,))]
