"""The text of a page to the articles on it, by how its lines are set."""
