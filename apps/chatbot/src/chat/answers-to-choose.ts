import { parseCandidates, parseToolOutput, type ChatMessage } from './message-schema.ts';
import { parseText } from './parse-text.ts';
import { isToolPart } from './tool-labels.ts';

const yesOrNo = ['yes', 'no'] as const;
const numbered = /^\d{1,3}[.)]\s/u;

/** A text of the message asks, and its numbered lines are the answers: they are buttons where they stand. */
function asksInText({ parts }: ChatMessage): boolean {
  return parts.some(
    (part) =>
      part.type === 'text' &&
      parseText(part.text).some(
        (block) => block.kind === 'numbered' && block.answers && block.items.length > 1,
      ),
  );
}

/** An action waits for a yes. */
function asksToConfirm({ parts }: ChatMessage): boolean {
  return parts.some(
    (part) =>
      isToolPart(part) &&
      part.state === 'output-available' &&
      parseToolOutput(part.output).outcome === 'unconfirmed',
  );
}

/** The answers to what a message asks, each of them once: those of its text are buttons there already. */
export function answersToChoose(message: ChatMessage): string[] {
  const offered = message.parts.flatMap((part) =>
    part.type === 'data-candidates' ? parseCandidates(part.data) : [],
  );
  const asked = asksInText(message) ? offered.filter((option) => !numbered.test(option)) : offered;
  const confirming = asksToConfirm(message) ? yesOrNo : [];
  return [...new Set([...asked, ...confirming])];
}
