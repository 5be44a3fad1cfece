"""The only room that opens connections: asks publishers, and hands letters to a mail server."""
