"""The invented people that staff see a company's pages filled with. No query stands here."""
