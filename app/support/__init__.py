"""Support of candidatures (choice 3): a note that goes with the file, an offer suggested.

The applicant reads both, and may decline. Like points, they name a period of visibility.
"""
