"""What several publishers write alike: text, tables, workbooks, XML, SDMX-CSV and JSON-stat.

Nothing here knows a publisher; a publisher's room adds its own layout and its own marks.
"""
