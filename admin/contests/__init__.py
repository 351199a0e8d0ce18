"""Contested points nobody of the company may answer."""
