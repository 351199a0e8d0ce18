"""The long list: a small writer of tagged table pages, and their joining to WeasyPrint's front.

WeasyPrint needs 17 ms for each row and keeps every box in memory; a list of ten thousand people
would take minutes. A table of plain text needs none of what makes WeasyPrint worth its price.
"""
