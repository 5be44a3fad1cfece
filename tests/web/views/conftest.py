"""The desk with the invented register, over HTTP."""

from tests.web.at_the_desk import desk, filled

__all__ = ["desk", "filled"]
