"""The versions of the schema, oldest first; ``schema.py`` runs them."""
