"""See the package docstring of kg.pipeline for the flow."""
