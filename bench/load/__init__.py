"""A country of invented people: companies by a Zipf law, their requests, candidatures, journals.

Rows are multiplied by the server itself from a few that come by COPY: each person's file is one
that the product made of an invented registration, under another name.
"""
