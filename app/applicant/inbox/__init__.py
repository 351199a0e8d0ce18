"""What the applicant and Action Logement wrote to each other."""
