"""Companies (a SIREN), their establishments (SIRET), members, Company Codes and policies."""
