"""Surnames that sound right and are made up, and common first names of several origins."""

from __future__ import annotations

_HEADS = (
    *("Aub", "Bell", "Boisc", "Chant", "Dambr", "Estr", "Fonten", "Garamb", "Hautef", "Joliv"),
    *("Montel", "Granv", "Vauq", "Clairv", "Rochem", "Malv", "Sauvegr", "Tourn", "Brégu", "Lorm"),
    *("Peyr", "Quinc", "Savig", "Trém", "Villed", "Œuvr", "Éperv", "Neufch", "Marquev", "Courtel"),
)
_TAILS = (
    *("ressin", "erive", "lair", "ereine", "eville", "aval", "ouille", "ois", "age", "ent"),
    *("imoux", "allon", "elin", "igny", "oncel", "éaux", "ançon", "emard", "outier", "ieux"),
)
# Made up too, after the sound of names of elsewhere, so that lists show hyphens, blanks,
# particles and letters that French does not have.
_ELSEWHERE = (
    *("Ben Amrilou", "El Mansourel", "Bensoleyam", "Aït Belvar", "Haddarouche", "Cherfanou"),
    *("Diarrambo", "Traorimou", "Kouamélan", "Ndiayval", "Mbembaye", "Koulibara", "Zongoura"),
    *("Nguyên-Valmont", "Trầnbois", "Phạm Clairac", "Đặnglieu", "Lýsane", "Sokhavann"),
    *("Oliveirande", "Fernandouro", "Gonçalvane", "Da Silvareda", "Iglesiande", "Muñozel"),
    *("Kowalécki", "Wiśnioral", "Nowackaj", "Dragomirel", "Ionescal", "Şenlikoğul", "Yıldızer"),
    *("de La Ferronaye", "d’Aubressin", "Le Goascoët", "Le Mézec’h", "Van Brusselen", "Müllerand"),
    *("Ramsamyval", "Hoaravel", "Payetour", "Lacascarade", "Casanovelli", "Paolantonacci"),
)
SURNAMES = (
    *("Aubressin", "Bellerive", "Boisclair", "Chantereine", "Dambreville", "Delormoy"),
    *("Estraval", "Fontenouille", "Garambois", "Grandpréaux", "Hautefage", "Jolivent"),
    *("Montelimoux", "Granvallon"),
    *(head + tail for head in _HEADS for tail in _TAILS),
    *_ELSEWHERE * 8,
)
WOMEN = (
    *("Camille", "Nadia", "Fatou", "Leïla", "Rosa", "Anaïs", "Hélène", "Chloé", "Aïcha", "Mélanie"),
    *("Inès", "Zoé", "Maëlys", "Sarah", "Amina", "Linh", "Jade", "Élodie", "Françoise", "Noémie"),
    *("Ana Paula", "Katarzyna", "Gülşen", "Maria-Luz", "Nolwenn", "Célia", "Awa", "Thi Mai"),
    *("Marie-Ange", "Solène", "Yasmine", "Agnieszka", "Clémence", "Lou", "Sacha", "Eva"),
)
MEN = (
    *("Karim", "Yannick", "Marius", "Joël", "Abdou", "Sacha", "Lou", "Thomas", "Loïc", "Mehdi"),
    *("Rémi", "Étienne", "Ousmane", "João", "Piotr", "Emre", "Minh", "Jean-Baptiste", "Noé"),
    *("François", "Raphaël", "Ibrahim", "Gaël", "Téo", "Amadou", "Stéphane", "Ange-Toussaint"),
    *("Nicolas", "Hugo", "Samir", "Bastien", "Cédric", "Issa", "Théophile", "Camille", "Adem"),
)
SECOND = ("Marie", "Louise", "Jean", "André", "Rose", "Paul", "Anne", "Ali", "Grâce", "Léon")
JOBS = (
    *("Agente d’entretien", "Technicien de maintenance", "Préparatrice de commandes", "Soudeur"),
    *("Aide-soignante", "Comptable", "Cariste", "Développeuse", "Chargé de clientèle", "Cuisinier"),
    *("Conductrice de ligne", "Magasinier", "Assistante de gestion", "Électricien", "Vendeuse"),
    *("Chef d’équipe", "Agent de sécurité", "Opératrice de production", "Chauffeur-livreur"),
    *("Ingénieure qualité", "Réceptionniste", "Apprenti boulanger", "Infirmière", "Peintre"),
)
STREETS = (
    *("rue des Lilas-Blancs", "avenue de la Fontaine-Vive", "impasse du Vieux-Lavoir"),
    *("boulevard de l’Horloge-Neuve", "rue du Moulin-à-Vent", "allée des Tilleuls-Argentés"),
    *("chemin de la Croix-Verte", "place du Marché-aux-Noix", "rue de l’École-Buissonnière"),
    *("quai des Mariniers", "cours du Grand-Pré", "sentier des Chèvrefeuilles"),
)
LANDLORDS = ("Habitat des Trois Rives", "Foyer du Val Clair", "Toits & Jardins", "Logis Ormoy")
STATEMENTS = (
    "Je commence à 5 h et aucun bus ne passe avant 6 h 30.",
    "Le logement est très humide : mon fils est suivi pour de l’asthme à l’hôpital.",
    "Je suis en cours de séparation et dors chez ma sœur depuis deux mois.",
    "J’ai déposé plainte contre mon conjoint ; merci de ne pas écrire à l’adresse actuelle.",
    "Je suis suivie pour une dépression depuis mon licenciement précédent.",
    "Ma mère, en fauteuil, vit avec nous : il n’y a pas d’ascenseur.",
    "Le propriétaire reprend son bien au printemps.",
    "Je sors d’un parcours d’aide sociale à l’enfance et vis en foyer.",
    "Nous sommes cinq dans un deux-pièces.\nLes enfants dorment dans le séjour.",
    "Nouvelle embauche : je fais 140 km par jour.",
    "En rémission d’un cancer, je dois rester près du centre de soins.",
)
DISABILITIES = (
    "Fauteuil roulant : accès de plain-pied ou ascenseur, portes de 90 cm.",
    "Malvoyance : proximité des transports nécessaire.",
    "Trouble du spectre de l’autisme (enfant) : une chambre séparée est demandée.",
)
