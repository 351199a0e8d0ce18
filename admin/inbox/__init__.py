"""What people ask of Action Logement: the list, one case, assignment, answer, end."""
