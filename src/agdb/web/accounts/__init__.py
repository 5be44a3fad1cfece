"""Signing in to the desk: e-mail and password with a second factor, passkeys, or OpenID Connect."""
