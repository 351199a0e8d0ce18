"""The only ways to applicants' data, one file per kind of reader."""
