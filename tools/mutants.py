"""What can be changed in a module so that a test ought to fall: one small fault each."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Final

_COMPARED: Final[dict[type[ast.cmpop], tuple[str, str]]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_COUNTED: Final[dict[type[ast.operator], tuple[str, str]]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.BitOr: ("|", "&"),
    ast.BitAnd: ("&", "|"),
}
_NAMES: Final = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "minimum": "maximum",
    "maximum": "minimum",
    "ceil": "floor",
    "floor": "ceil",
}
_IN_SQL: Final = ((" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "),
                  (" + ", " - "), (" - ", " + "), (" and ", " or "), (" or ", " and "),
                  (" is null", " is not null"), (" is not null", " is null"))  # fmt: skip
_SQL: Final = re.compile(rb"\b(select|from|where|when|coalesce|count\(|sum\(|over \()")


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One fault: the bytes from `start` to `end` of the file at `path` become `new`.

    `statement` is the first line of the smallest statement around it, by which the tests are found
    that run it; `place` is the function or class around it.
    """

    path: str
    start: int
    end: int
    new: str
    old: str
    line: int
    statement: int
    place: str

    def planted(self, source: bytes) -> bytes:
        """Return the file with the fault in it."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        """Return place, line and both texts.

        >>> str(mutants("a.py", b"def f(a):\\n    return a < 2\\n")[1])
        'a.py:2 f: `a < 2` -> `a <= 2`'
        """
        return f"{self.path}:{self.line} {self.place}: `{self.old}` -> `{self.new}`"


def mutants(path: str, source: bytes) -> tuple[Mutant, ...]:
    """Return every fault that can be planted in the file, in the order of the file.

    Annotations, docstrings, what is only for the type checker and the words of an error are let be:
    no test ought to hold those word by word.

    >>> [one.new for one in mutants("a.py", b"x = min(a, 3) if a and b else -c")]
    ['min(a, 3) if not (a and b) else -c', 'max', '4', 'a or b', 'c']
    """
    found = _Finder(path, source)
    found.visit(ast.parse(source))
    return tuple(sorted(found.found, key=lambda one: (one.start, -one.end)))


class _Finder(ast.NodeVisitor):
    """Walks a module and notes its faults."""

    def __init__(self, path: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._path, self._source = path, source
        lines = source.splitlines(keepends=True)
        self._starts = [sum(map(len, lines[:count])) for count in range(len(lines) + 1)]
        self._places: list[str] = []
        self._statement = 1

    def visit(self, node: ast.AST) -> None:
        """Visit a node, and note which statement it is in."""
        before = self._statement
        if isinstance(node, ast.stmt):
            self._statement = node.lineno
        super().visit(node)
        self._statement = before

    def _note(self, node: ast.expr | ast.stmt, new: str) -> None:
        self._note_at(self._at(node), new, line=node.lineno)

    def _note_at(self, span: tuple[int, int], new: str, *, line: int) -> None:
        start, end = span
        old, place = self._source[start:end].decode(), ".".join(self._places) or "module"
        if old != new:
            one = Mutant(self._path, start, end, new, old, line, self._statement, place)
            self.found.append(one)

    def _at(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        last, column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[last - 1] + column

    def _text(self, node: ast.expr) -> str:
        start, end = self._at(node)
        return self._source[start:end].decode()

    def _between(
        self, left: ast.expr, right: ast.expr, old: str, new: str, whole: ast.expr
    ) -> None:
        """Note that `old` between two operands becomes `new`; `whole` has them both."""
        (start, end), first, last = self._at(whole), self._at(left)[1], self._at(right)[0]
        gap = self._source[first:last].decode()
        if old in gap:
            before = self._source[start:first].decode()
            after = self._source[last:end].decode()
            self._note(whole, before + gap.replace(old, new, 1) + after)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Look at defaults and body, not at annotations and decorators."""
        self._places.append(node.name)
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)
        self._places.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Look at the body alone."""
        self._places.append(node.name)
        for part in node.body:
            self.visit(part)
        self._places.pop()

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Look at the value alone."""
        if node.value is not None:
            self.visit(node.value)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Pass over docstrings."""
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Pass over the words of an error."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """Pass over what is said to the type checker."""

    def visit_If(self, node: ast.If) -> None:
        """Let the condition be the other way round; what only a type checker reads is let be."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        self._turned(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """Let the condition be the other way round."""
        (start, end), test = self._at(node), self._at(node.test)
        before, after = self._source[start : test[0]], self._source[test[1] : end]
        turned = f"not ({self._text(node.test)})"
        self._note(node, before.decode() + turned + after.decode())
        self.generic_visit(node)

    def _turned(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Compare) or len(test.ops) > 1:
            self._note(test, f"not ({self._text(test)})")

    def visit_Compare(self, node: ast.Compare) -> None:
        """Let each comparison be its neighbour."""
        operands = (node.left, *node.comparators)
        for op, left, right in zip(node.ops, operands, operands[1:], strict=False):
            self._between(left, right, *_COMPARED[type(op)], node)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Let `and` be `or`, and the other way round."""
        words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, *words, node)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Let each sum be another."""
        if type(node.op) in _COUNTED:
            self._between(node.left, node.right, *_COUNTED[type(node.op)], node)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Leave a sign or a `not` out."""
        self._note(node, self._text(node.operand))
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Let what is added be taken off."""
        old, new = _COUNTED.get(type(node.op), ("", ""))
        text = self._source[slice(*self._at(node))].decode()
        if old:
            self._note(node, text.replace(f"{old}=", f"{new}=", 1))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Let a number be one more, a truth its opposite, and a comparison in SQL its neighbour."""
        match node.value:
            case bool():
                self._note(node, str(not node.value))
            case int() | float():
                self._note(node, repr(node.value + 1))
            case str():
                self._in_sql(node)

    def _in_sql(self, node: ast.expr) -> None:
        start, end = self._at(node)
        text = self._source[start:end]
        if not _SQL.search(text):
            return
        for old, new in _IN_SQL:
            for found in re.finditer(re.escape(old.encode()), text):
                span = start + found.start(), start + found.end()
                self._note_at(span, new, line=node.lineno + text[: found.start()].count(b"\n"))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Look at the whole as SQL, and into what is filled in."""
        self._in_sql(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Call(self, node: ast.Call) -> None:
        """Let the least be the greatest, any be all, and an argument by name be left out."""
        name = node.func
        if isinstance(name, ast.Name) and name.id in _NAMES:
            self._note(name, _NAMES[name.id])
        if isinstance(name, ast.Attribute) and name.attr in _NAMES:
            self._note(name, f"{self._text(name.value)}.{_NAMES[name.attr]}")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """Return nothing in place of something."""
        if node.value is not None and not isinstance(node.value, ast.Constant):
            self._note(node.value, "None")
        self.generic_visit(node)

    def visit_Break(self, node: ast.Break) -> None:
        """Go on in place of stopping."""
        self._note(node, "continue")

    def visit_Continue(self, node: ast.Continue) -> None:
        """Stop in place of going on."""
        self._note(node, "break")
