"""Auditors: the journals searched and exported, how long they are kept."""
