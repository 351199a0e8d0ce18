"""Candidatures of people whose file is open: those one may support, those one supported."""
