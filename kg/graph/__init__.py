"""Entities and the records between them as a networkx graph: built, kept, asked, checked."""
