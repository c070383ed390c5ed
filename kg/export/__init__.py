"""The graph as files: a page, Turtle, GraphML, tables and JSON Lines."""
