"""Builds the message that a client builds from the stream, so that it can be kept as sent."""

from typing import Any

Chunk = dict[str, Any]
Part = dict[str, Any]


class MessageRecorder:
    """Follows the rules by which the AI SDK turns chunks into parts."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self._texts: dict[str, Part] = {}
        self._tools: dict[str, Part] = {}

    def add(self, chunk: Chunk) -> None:
        kind = str(chunk["type"])
        if kind == "start-step":
            self.parts.append({"type": "step-start"})
        elif kind.startswith("text-"):
            self._add_text(kind, chunk)
        elif kind.startswith("tool-"):
            self._add_tool(kind, chunk)
        elif kind.startswith("data-") and not chunk.get("transient"):
            self.parts.append({key: chunk[key] for key in ("type", "id", "data") if key in chunk})

    def complete(self, call_id: str, output: Any) -> None:  # noqa: ANN401 - what a tool returned.
        """Take what came of a call before its chunk comes."""
        if call_id in self._tools:
            self._tools[call_id] |= {"state": "output-available", "output": output}

    def close(self) -> None:
        """End the texts that were cut off: nothing comes after them."""
        for part in self._texts.values():
            part["state"] = "done"

    def reports_of_changes(self) -> list[str]:
        """Return what the tools that changed something reported."""
        outputs = [part["output"] for part in self.parts if isinstance(part.get("output"), dict)]
        return [str(output["summary"]) for output in outputs if output.get("changeId")]

    def _add_text(self, kind: str, chunk: Chunk) -> None:
        if kind == "text-start":
            part = {"type": "text", "text": "", "state": "streaming"}
            self._texts[chunk["id"]] = part
            self.parts.append(part)
        elif kind == "text-delta":
            self._texts[chunk["id"]]["text"] += chunk["delta"]
        else:
            self._texts[chunk["id"]]["state"] = "done"

    def _add_tool(self, kind: str, chunk: Chunk) -> None:
        call_id = chunk["toolCallId"]
        if kind in {"tool-input-available", "tool-input-error"}:
            part = {
                "type": f"tool-{chunk['toolName']}",
                "toolCallId": call_id,
                "state": "input-available",
                "input": chunk.get("input"),
            }
            self._tools[call_id] = part
            self.parts.append(part)
        if kind == "tool-output-available":
            self._tools[call_id] |= {"state": "output-available", "output": chunk["output"]}
        elif kind in {"tool-output-error", "tool-input-error"}:
            self._tools[call_id] |= {"state": "output-error", "errorText": chunk["errorText"]}
