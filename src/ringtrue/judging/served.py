"""Answers as return types of web frameworks that use pydantic (FastAPI)."""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing takes time
if TYPE_CHECKING:
    from typing import Any


def pydantic_schema(cls: type[Any], source: object, handler: Any) -> Any:
    """What pydantic asks a class for (``__get_pydantic_core_schema__``): an answer is given out as
    its own `to_dict`, in the shape that this promises, so that it can be the return type of a web
    framework's route."""
    from pydantic_core import core_schema

    from ringtrue.render import shapes

    shape = getattr(shapes, cls.to_dict.__annotations__["return"])
    out = core_schema.plain_serializer_function_ser_schema(
        lambda answer: answer.to_dict(), return_schema=handler.generate_schema(shape)
    )
    return core_schema.is_instance_schema(cls, serialization=out)
