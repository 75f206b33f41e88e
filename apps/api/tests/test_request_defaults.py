"""What a request leaves out is a value that it could have sent: each default is of its own type."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import Field, TypeAdapter
from pydantic.fields import FieldInfo

import taskora_api.main  # noqa: F401 - so that every model of a request is defined
from taskora_api.wire import RequestBody


def _models(base: type[RequestBody] = RequestBody) -> Iterator[type[RequestBody]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


DEFAULTS = [
    pytest.param(field, id=f"{model.__name__}.{name}")
    for model in _models()
    for name, field in model.model_fields.items()
    if not field.is_required()
]


def test_there_are_defaults_to_check() -> None:
    assert {"NewTask.notes", "TaskChanges.title"} <= {str(param.id) for param in DEFAULTS}


@pytest.mark.parametrize("field", DEFAULTS)
def test_a_default_is_a_value_of_its_field(field: FieldInfo) -> None:
    kind: Any = Annotated[field.annotation, Field(), *field.metadata]
    default = field.get_default(call_default_factory=True, validated_data={})
    assert TypeAdapter(kind).validate_python(default) == default
