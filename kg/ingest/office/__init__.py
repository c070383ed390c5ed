"""Word files to the articles in them."""
