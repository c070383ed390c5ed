"""Names in articles: what the trained pipeline marks, what rules find, and which of two overlapping spans wins."""
