"""Facts of all documents to entities: who is who, and what is what, over all articles."""
