"""Running the extraction: on this machine, in one process or several."""
