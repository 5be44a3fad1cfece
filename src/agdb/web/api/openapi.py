"""The OpenAPI 3.1 document, made of the list of endpoints."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from agdb.web.api.endpoints import BASE, ENDPOINTS, JSON, VERSION, Endpoint, Parameter

_PROBLEM: Final = {"$ref": "#/components/schemas/Problem"}
_HEADERS: Final = {
    "API-Version": {
        "description": "The version of the interface.",
        "schema": {"type": "string", "examples": [VERSION]},
    }
}
_TAG: Final = "monitor"


def openapi(*, address: str, title: str, contact: dict[str, str]) -> dict[str, Any]:
    """Return the document for a monitor that is reached at `address`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "description": "Every figure of the monitor, rounded as on its pages.",
            "version": VERSION,
            "contact": contact,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": f"{address.rstrip('/')}/{BASE}"}],
        "tags": [{"name": _TAG, "description": "Figures, register and doorrekening."}],
        "security": [],
        "paths": {one.path: {"get": _operation(one)} for one in ENDPOINTS},
        "components": {"schemas": {"Problem": _problem_schema()}},
    }


def _operation(one: Endpoint) -> dict[str, Any]:
    formats = one.formats or (JSON,)
    failures = [HTTPStatus.NOT_FOUND]
    failures += [HTTPStatus.BAD_REQUEST] if one.parameters else []
    failures += [HTTPStatus.NOT_ACCEPTABLE] if len(formats) > 1 else []
    return {
        "operationId": one.name,
        "summary": one.summary,
        "description": one.summary,
        "tags": [_TAG],
        "parameters": [_parameter(parameter) for parameter in one.parameters],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": _HEADERS,
                "content": {
                    each.media: {"schema": one.schema if each is JSON else {}} for each in formats
                },
            },
            "304": {"description": "Nothing changed since that ETag.", "headers": _HEADERS},
            **{
                str(status.value): {
                    "description": status.phrase,
                    "headers": _HEADERS,
                    "content": {"application/problem+json": {"schema": _PROBLEM}},
                }
                for status in failures
            },
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": one.schema} if one.several else one.schema
    return {
        "name": one.name,
        "in": "path" if one.path else "query",
        "required": one.path,
        "description": one.means,
        "schema": schema,
    }


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "invalidParams": {
                "type": "array",
                "items": {"type": "object", "properties": {"name": text, "reason": text}},
            },
        },
    }
