"""Reports: what may be printed, for whom, and the files themselves."""
