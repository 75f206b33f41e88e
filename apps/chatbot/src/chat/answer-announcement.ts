import { parseToolOutput, textOf, type ChatMessage } from './message-schema.ts';
import { isToolPart } from './tool-labels.ts';

/** An answer as text, to be announced once: its text, or else what its actions report. */
export function answerAnnouncement(message: ChatMessage | undefined): string {
  if (message?.role !== 'assistant') return '';
  const text = textOf(message).trim();
  if (text !== '') return text;
  return message.parts
    .filter(isToolPart)
    .map((part) => (part.state === 'output-available' ? parseToolOutput(part.output).summary : ''))
    .filter(Boolean)
    .join(' ');
}
