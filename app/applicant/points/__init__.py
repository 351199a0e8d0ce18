"""The own points: criterion and role of whoever gave them, and contesting a line."""
