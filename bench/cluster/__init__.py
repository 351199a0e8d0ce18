"""The product on several machines: nodes, workers, a primary and its replica, faults under load.

Each machine is a network namespace of this one; everything else is what an operator would run.
"""
