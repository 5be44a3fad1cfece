"""Tables and charts of a workbook as Office Open XML: what lies beside the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
DRAWING_TYPE: Final = f"{_OFFICE}.drawing+xml"
CHART_TYPE: Final = f"{_OFFICE}.drawingml.chart+xml"
_COLOURS: Final = ("1D4268", "B4500F", "5B4AA2", "7A6A12")
"""Those of lines on the site."""
_DASHES: Final = ("solid", "dash", "sysDot", "lgDashDot")


@dataclass(frozen=True, slots=True)
class TableArea:
    """The heads of a table, escaped, the row in which they stand, and the last row of cells."""

    name: str
    heads: tuple[str, ...]
    first: int
    last: int

    @property
    def ref(self) -> str:
        """The cells that it covers.

        >>> TableArea("figures", ("period", "value"), 5, 9).ref
        'A5:B9'
        """
        return f"A{self.first}:{letters(len(self.heads) - 1)}{self.last}"


def table_xml(area: TableArea, number: int) -> str:
    """Return the table, under a name that is its own in the workbook."""
    columns = "".join(
        f'<tableColumn id="{nth}" name="{head}"/>' for nth, head in enumerate(area.heads, start=1)
    )
    return (
        f'<table xmlns="{_MAIN}" id="{number}" name="{area.name}" displayName="{area.name}"'
        f' ref="{area.ref}" totalsRowShown="0"><autoFilter ref="{area.ref}"/>'
        f'<tableColumns count="{len(area.heads)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0"'
        ' showRowStripes="0" showColumnStripes="0"/></table>'
    )


def drawing_xml(title: str, row: int) -> str:
    """Return the place of one chart, from `row` down, with its title for who does not see it."""
    return (
        f'<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main">'
        f"<xdr:twoCellAnchor>{_corner('from', 0, row)}{_corner('to', 8, row + 22)}"
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="2" name="chart" descr="{title}"/><xdr:cNvGraphicFramePr/>'
        "</xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{_DOCUMENT}" r:id="rId1"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )


def _corner(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


def chart_xml(sheet: str, area: TableArea, *, drawn: int, title: str) -> str:
    """Return lines of the first `drawn` columns of numbers of a table; a gap stays a gap."""
    quoted = "'" + sheet.replace("'", "''") + "'"
    rows = (area.first + 1, area.last)
    series = "".join(_line(quoted, area, nth, rows) for nth in range(1, drawn + 1))
    text = f"<a:p><a:r><a:rPr/><a:t>{title}</a:t></a:r></a:p>"
    return (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main">'
        f"<c:chart><c:title><c:tx><c:rich><a:bodyPr/>{text}</c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        f"{_axis('catAx', 1, 2, 'b')}{_axis('valAx', 2, 1, 'l')}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _line(sheet: str, area: TableArea, nth: int, rows: tuple[int, int]) -> str:
    column, (first, last) = letters(nth), rows
    colour, dash = _COLOURS[nth - 1], _DASHES[nth - 1]
    return (
        f'<c:ser><c:idx val="{nth}"/><c:order val="{nth}"/><c:tx><c:strRef>'
        f"<c:f>{sheet}!${column}${area.first}</c:f></c:strRef></c:tx>"
        f'<c:spPr><a:ln w="28575"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
        f"<c:cat><c:strRef><c:f>{sheet}!$A${first}:$A${last}</c:f></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{sheet}!${column}${first}:${column}${last}</c:f></c:numRef>"
        '</c:val><c:smooth val="0"/></c:ser>'
    )


def _axis(kind: str, own: int, other: int, side: str) -> str:
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/><c:tickLblPos val="low"/>'
        f'<c:crossAx val="{other}"/></c:{kind}>'
    )


def letters(place: int) -> str:
    """Return the name of a column.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    text, left = "", place + 1
    while left:
        left, letter = divmod(left - 1, 26)
        text = chr(ord("A") + letter) + text
    return text
