"""What several publishers write alike: text, tables, archives, workbooks, XML, SDMX and JSON-stat.

Nothing here knows a publisher; a publisher's room adds its own layout and its own marks.
"""
