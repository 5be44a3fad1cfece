"""The interface for programs where a server runs: observations, register and doorrekening."""
