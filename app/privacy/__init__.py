"""What an employer may see of an applicant. `rule.py` decides; everything here derives from it."""
