"""INSEE's SIRENE files: a reference of legal units and establishments companies are created from.

Loading them creates no company. What is kept is public and holds no applicant's data.
"""
