"""Chinese local newspaper pages into a knowledge graph, every fact with the sentence it comes from."""

from __future__ import annotations

__version__ = "0.1.0"
