"""A paper as a file of an office: Office Open XML (ECMA-376), made part by part."""
