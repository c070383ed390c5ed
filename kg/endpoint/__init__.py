"""A SPARQL 1.1 endpoint for one output folder, with its page and files: for this machine alone, and to read only."""
