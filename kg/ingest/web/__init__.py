"""Web pages to the articles on them."""
