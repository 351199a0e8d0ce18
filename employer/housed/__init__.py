"""People housed within the last three months."""
