"""The papers of the report as pages of the site."""
