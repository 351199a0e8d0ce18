"""Facts that belong to nobody: communes, departments, company and request numbers, names.

Nothing here reads a database or knows a person; every other capability may import it.
"""
