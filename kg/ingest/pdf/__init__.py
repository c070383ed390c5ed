"""Pages of a PDF to the articles on them, by where their characters stand."""
