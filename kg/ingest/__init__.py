"""Bytes to articles: inputs read and decoded, pages cut into articles, wrapped lines joined, dates found."""
