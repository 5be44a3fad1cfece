"""Facts only: what a release holds. Made by `release`, read by pages; no engine, network, clock."""
