"""The staff's home: what there is to do."""
