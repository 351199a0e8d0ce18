"""The same fifty rows shown by others' stock lists. Each runs in an environment of its own.

They read the table as its owner, without row security and without a line in the journal: what
they leave out is in their favour.
"""
