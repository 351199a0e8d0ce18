"""The page "Ma demande": what is registered, update, delete."""
