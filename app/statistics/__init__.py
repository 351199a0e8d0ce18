"""Figures about many: what may be told of them. Pure; reads nothing."""
