"""Exports of the employers' list for a spreadsheet: what the list shows of each person, no more.

An export is a report of a kind of its own: the worker makes it, everybody in it is checked again
at each opening, it expires and is erased like one.
"""
