"""Elements of SVG as safe markup, with coordinates short and always the same."""

from __future__ import annotations

from markupsafe import Markup, escape


def element(name: str, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """Return `<name ...>children</name>`; text is escaped, attributes of None are left out.

    A trailing underscore is dropped and others become a dash: `class_`, `text_anchor`.

    >>> str(element("text", "a < b", x=1.25, text_anchor="end"))
    '<text x="1.3" text-anchor="end">a &lt; b</text>'
    """
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_printed(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(children)
    closing = f">{inner}</{name}>" if children else "/>"
    return Markup(f"<{name}{shown}{closing}")  # noqa: S704 - all parts are escaped above


def group(children: list[Markup], *, class_: str | None = None) -> Markup:
    """Return the children in one `<g>`, or nothing if there are none."""
    return element("g", *children, class_=class_) if children else Markup("")


def coordinate(value: float) -> str:
    """Return `value` with at most one decimal, and no minus zero.

    >>> coordinate(12.04), coordinate(-0.01), coordinate(3.25)
    ('12', '0', '3.3')
    """
    tenths = int(abs(value) * 10 + 0.5)
    sign = "-" if value < 0 and tenths else ""
    whole, tenth = divmod(tenths, 10)
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"


def path(points: list[tuple[float, float]]) -> str:
    """Return the `d` of a line through `points`."""
    return "M" + "L".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)


def _printed(value: str | float) -> str:
    return value if isinstance(value, str) else coordinate(value)
