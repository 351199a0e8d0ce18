"""The employer's name and the Company Code."""
