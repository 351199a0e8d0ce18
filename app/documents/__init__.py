"""Supporting documents: which apply to a household, which are deposited, whether the file is ready.

The portal holds no document: they are deposited on the registration site, and ticked here.
"""
