"""The registration system, from which housing requests come.

The portal reads registered requests and never writes them. One line of a file is checked by
`contract`, kept in the sandbox by `loading`, and read back as a `RegisteredRequest` through
the `connector` interface. Other connectors stand beside `sandbox`.
"""
