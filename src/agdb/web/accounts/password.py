"""How passwords are kept, and how long they may be."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.core.exceptions import ValidationError

MOST: Final = 128


class Scrypt(ScryptPasswordHasher):
    """Scrypt with the memory that OWASP ASVS 2.4.6 asks for: 64 MB a password, on one thread."""

    work_factor = 2**16
    parallelism = 1
    maxmem = 2**27


class NotTooLong:
    """Refuses a password that would cost time to no use."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise `ValidationError` for more characters than are taken."""
        del user
        if len(password) > MOST:
            raise ValidationError("too long", code="password_too_long")

    def get_help_text(self) -> str:
        """Nothing: the page has its own words."""
        return ""
