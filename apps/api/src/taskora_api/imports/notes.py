"""What only the space can say of a row: that it is left out there, or loses something there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from taskora_api.exchange.assembling import Action, Verdict
from taskora_api.exchange.documents import Kind
from taskora_api.exchange.reasons import Reason, Remark, remark

Named = tuple[Kind, str]


@dataclass(slots=True)
class Notes:
    """Remarks and refusals by kind and source id, collected while things are made."""

    remarks: dict[Named, list[Remark]] = field(default_factory=dict)
    left_out: dict[Named, Remark] = field(default_factory=dict)

    def lose(self, kind: Kind, source_id: str, reason: Reason, detail: object = "") -> None:
        """Say that something of a row is lost."""
        self.remarks.setdefault((kind, source_id), []).append(remark(reason, detail))

    def leave_out(self, kind: Kind, source_id: str, reason: Reason) -> None:
        """Say that a row gives nothing here."""
        self.left_out[kind, source_id] = remark(reason)

    def added(self, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
        """Give the verdicts with what was noted."""
        for verdict in verdicts:
            if verdict.source_id is None or verdict.action is not Action.CREATE:
                yield verdict
                continue
            named = (verdict.kind, verdict.source_id)
            why = self.left_out.get(named)
            if why is not None:
                yield replace(verdict, action=Action.SKIP, reason=why.reason, sentence=why.sentence)
            elif named in self.remarks:
                yield replace(verdict, remarks=(*verdict.remarks, *self.remarks[named]))
            else:
                yield verdict
