"""Mentions to facts: who holds which post, who did what, what belongs to what, what is one, who says what."""
