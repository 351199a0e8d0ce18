"""The company's own affairs: establishments, codes, policy, team, journal."""
