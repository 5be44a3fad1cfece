"""The pages of the site, each from one template."""
