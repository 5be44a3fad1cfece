"""What may be said of initiatives, money, bodies and promises: frozen records with their rules."""
