"""A picture of a paper as a chart that an office draws itself, with a workbook behind it.

The numbers stand in the chart and in its workbook, so that an officer can change them there.
"""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Final

import xlsxwriter

from agdb.publication.report.document import ChartData, ChartLine, PaperFigure
from agdb.publication.report.office.markup import DECLARATION, element, text_of

_SPACES: Final = {
    "xmlns__c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "xmlns__a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns__r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_COLOURS: Final = ("1D4268", "8F3F0A", "5B4AA2", "5E520C")
_DASHES: Final = ("solid", "dash", "sysDot", "lgDashDot")
_MARKS: Final = ("circle", "square", "triangle", "diamond")
_SHEET: Final = "Data"
_MADE: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
_CATEGORIES, _VALUES = 111, 112
_LABELS: Final = 5
"""At most so many periods are named under a small chart."""
_SMALL_LETTER: Final = element(
    "c:txPr",
    element("a:bodyPr"),
    element("a:p", element("a:pPr", element("a:defRPr", sz=800)), element("a:endParaRPr")),
)


def chart_part(figure: PaperFigure, *, language: str, workbook: str) -> bytes:
    """Return the chart; `workbook` is the relationship to the workbook behind it."""
    data = figure.data
    lines = "".join(_line(nth, one, data) for nth, one in enumerate(data.lines))
    plot = element(
        "c:plotArea",
        element("c:layout"),
        element(
            "c:lineChart",
            element("c:grouping", val="standard"),
            element("c:varyColors", val=0),
            lines,
            element("c:marker", val=1),
            element("c:axId", val=_CATEGORIES),
            element("c:axId", val=_VALUES),
        ),
        _category_axis(len(data.periods) // _LABELS + 1 if figure.small else 1),
        _value_axis(data),
    )
    chart = element(
        "c:chart",
        element("c:autoTitleDeleted", val=1),
        plot,
        element(
            "c:legend",
            element("c:legendPos", val="t" if figure.small else "b"),
            element("c:overlay", val=0),
        )
        if len(data.lines) > 1 else "",
        element("c:plotVisOnly", val=1),
        element("c:dispBlanksAs", val="gap"),
    )  # fmt: skip
    body = element(
        "c:chartSpace",
        element("c:date1904", val=0),
        element("c:lang", val=language),
        element("c:roundedCorners", val=0),
        chart,
        _SMALL_LETTER if figure.small else "",
        element("c:externalData", element("c:autoUpdate", val=0), r__id=workbook),
        **_SPACES,
    )
    return (DECLARATION + body).encode()


def chart_workbook(figure: PaperFigure) -> bytes:
    """Return the workbook: a column of periods and one for each line; unpublished is empty."""
    stream = io.BytesIO()
    data = figure.data
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": figure.caption, "created": _MADE})
        sheet = book.add_worksheet(_SHEET)
        number = book.add_format({"num_format": _format(data)})
        sheet.write_column(1, 0, data.periods)
        for column, line in enumerate(data.lines, start=1):
            sheet.write_string(0, column, line.name)
            for row, value in enumerate(line.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, float(value), number)
    return stream.getvalue()


def _format(data: ChartData) -> str:
    return "#,##0" + ("." + "0" * data.decimals if data.decimals else "")


def _line(nth: int, line: ChartLine, data: ChartData) -> str:
    column, last = chr(ord("B") + nth), len(data.periods) + 1
    colour = element("a:solidFill", element("a:srgbClr", val=_COLOURS[nth % len(_COLOURS)]))
    drawn = colour + element("a:prstDash", val=_DASHES[nth % 4])
    stroke = element("a:ln", drawn if line.joined else element("a:noFill"), w=28575)
    mark = element(
        "c:marker",
        element("c:symbol", val=_MARKS[nth % len(_MARKS)]),
        element("c:size", val=6),
        element("c:spPr", colour),
    )
    name = element("c:tx", element("c:strRef", _reference(f"${column}$1"), _words((line.name,))))
    periods = element(
        "c:cat", element("c:strRef", _reference(f"$A$2:$A${last}"), _words(data.periods))
    )
    values = element(
        "c:val",
        element(
            "c:numRef",
            _reference(f"${column}$2:${column}${last}"),
            _numbers(line.values, _format(data)),
        ),
    )
    return element(
        "c:ser",
        element("c:idx", val=nth),
        element("c:order", val=nth),
        name,
        element("c:spPr", stroke),
        mark,
        periods,
        values,
        element("c:smooth", val=0),
    )


def _reference(cells: str) -> str:
    return element("c:f", f"{_SHEET}!{cells}")


def _words(some: tuple[str, ...]) -> str:
    points = (
        element("c:pt", element("c:v", text_of(text)), idx=nth) for nth, text in enumerate(some)
    )
    return element("c:strCache", element("c:ptCount", val=len(some)), *points)


def _numbers(some: tuple[Decimal | None, ...], shown: str) -> str:
    points = (
        element("c:pt", element("c:v", str(value)), idx=nth)
        for nth, value in enumerate(some)
        if value is not None
    )
    count = element("c:ptCount", val=len(some))
    return element("c:numCache", element("c:formatCode", shown), count, *points)


def _category_axis(skip: int) -> str:
    """The axis of the periods, of which each `skip`th is named."""
    return element(
        "c:catAx",
        element("c:axId", val=_CATEGORIES),
        element("c:scaling", element("c:orientation", val="minMax")),
        element("c:delete", val=0),
        element("c:axPos", val="b"),
        element("c:numFmt", formatCode="General", sourceLinked=0),
        element("c:majorTickMark", val="out"),
        element("c:minorTickMark", val="none"),
        element("c:tickLblPos", val="low"),
        element("c:crossAx", val=_VALUES),
        element("c:crosses", val="autoZero"),
        element("c:tickLblSkip", val=skip) if skip > 1 else "",
    )


def _value_axis(data: ChartData) -> str:
    low = "" if data.start is None else element("c:min", val=str(data.start))
    title = element(
        "c:title",
        element(
            "c:tx",
            element(
                "c:rich",
                element("a:bodyPr"),
                element("a:p", element("a:r", element("a:t", text_of(data.unit)))),
            ),
        ),
        element("c:overlay", val=0),
    )
    return element(
        "c:valAx",
        element("c:axId", val=_VALUES),
        element("c:scaling", element("c:orientation", val="minMax"), low),
        element("c:delete", val=0),
        element("c:axPos", val="l"),
        element("c:majorGridlines"),
        title,
        element("c:numFmt", formatCode=_format(data), sourceLinked=0),
        element("c:majorTickMark", val="out"),
        element("c:minorTickMark", val="none"),
        element("c:tickLblPos", val="nextTo"),
        element("c:crossAx", val=_CATEGORIES),
        element("c:crosses", val="min"),
    )
