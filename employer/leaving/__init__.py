"""« Cette personne n'est pas (plus) salariée »: said to Action Logement, changes no screen here."""
