"""Help, and what a company sees and does not see."""
