"""Dated tables: facts that change on a day (ceilings, zones, calendar, sites, texts)."""
