"""Answers that are written once."""

from fastapi import Response

from taskora_api.wire import ResponseBody

JSON_MEDIA_TYPE = "application/json"


def answer_json(body: ResponseBody) -> Response:
    """Write a body as JSON; the framework would validate it a second time before it does.

    The route has to name its `response_model`, for the document of the API.
    """
    return Response(body.model_dump_json(by_alias=True), media_type=JSON_MEDIA_TYPE)
