"""The feed of what was fetched, as it is published."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from agdb.files.atom import linked


def test_a_published_feed_says_where_it_is_and_which_page_says_the_same() -> None:
    feed = linked(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id><title>b</title>'
        b"<updated>c</updated><entry><id>d</id><title>e</title><updated>f</updated></entry></feed>",
        address="https://example.org/news.atom",
        page="https://example.org/nl/calendar/",
    )

    root = ET.fromstring(feed)
    space = "{http://www.w3.org/2005/Atom}"
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{space}link")}
    assert links == {
        "self": "https://example.org/news.atom",
        "alternate": "https://example.org/nl/calendar/",
    }
    entry = root.find(f"{space}entry/{space}link")
    assert entry is not None
    assert entry.get("href") == "https://example.org/nl/calendar/"
