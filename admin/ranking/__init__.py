"""The weights of the ranking in dated versions."""
