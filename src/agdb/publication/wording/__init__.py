"""Numbers, dates, periods and sentences in each language; shared by pages, service and report."""
