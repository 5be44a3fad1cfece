"""What several pages show: cards, freshness, outlook, alerts, and the frame around every page."""
