"""The canary matrix's rows, one module an area; each may define:

GET         endpoint -> the query strings to try
PLAIN       endpoints whose GET needs no query; named all the same: a new one is a conscious act
posts       world -> endpoint -> the data to send, right and wrong alike
OPENINGS    POST endpoints asked before any GET, which stand on them
values      world -> name of a parameter in the address -> what to try for it
"""
