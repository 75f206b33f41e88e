import { nameOf, originOf } from '../../chat/approval-labels.ts';
import { describeAnswerer } from '../../chat/assistant-name.ts';
import {
  parseApproval,
  parseTaskList,
  parseToolOutput,
  textOf,
  type ChatMessage,
  type ChatMessagePart,
  type ShownTask,
} from '../../chat/message-schema.ts';
import { parseText, type Block, type Inline } from '../../chat/parse-text.ts';
import { countOf } from '../../chat/tasks/task-count.ts';
import {
  doneLabel,
  isToolPart,
  toolLabels,
  toolNameOf,
  type ToolPart,
} from '../../chat/tool-labels.ts';
import { escapeMarkdown, escapeSigns, guardBeginning } from './escape-markdown.ts';
import type { WholeConversation } from './read-conversation.ts';

/** Of a line that is broken within its paragraph. */
const lineBreak = '\\\n';

function written(inlines: readonly Inline[]): string {
  const line = inlines.map(({ kind, text }) =>
    kind === 'strong' ? `**${escapeSigns(text.trim())}**` : escapeSigns(text),
  );
  return guardBeginning(line.join(''));
}

function blockText(block: Block): string {
  if (block.kind === 'paragraph') return block.lines.map(written).join(lineBreak);
  const sign = (index: number): string => (block.kind === 'list' ? '-' : `${index + 1}.`);
  return block.items.map((item, index) => `${sign(index)} ${written(item)}`).join('\n');
}

/** The lines of a paragraph; within a list each after the first is indented, as what it belongs to. */
function plainLines(paragraph: string, indent = ''): string {
  return paragraph
    .split(/\r\n?|\n/u)
    .filter((line) => line.trim() !== '')
    .map(escapeMarkdown)
    .join(lineBreak + indent);
}

function plainText(text: string): string {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => plainLines(paragraph))
    .filter(Boolean)
    .join('\n\n');
}

function taskLine({ title, dueOn, completedAt }: ShownTask): string {
  const due = dueOn ? ` (due ${dueOn})` : '';
  return `- [${completedAt ? 'x' : ' '}] ${escapeMarkdown(title.replaceAll(/\s+/gu, ' '))}${due}`;
}

function taskLines(heading: string, tasks: readonly ShownTask[], total: number): string {
  const more = total - tasks.length;
  return [
    `${heading}:`,
    '',
    ...tasks.map(taskLine),
    ...(more > 0 ? [`- ${countOf(more)} more`] : []),
  ].join('\n');
}

function toolText(part: ToolPart, hasList: boolean): string {
  const name = toolNameOf(part);
  const labels = toolLabels(name);
  if (part.state === 'output-error') return `${labels.notDone}: ${plainText(part.errorText)}`;
  if (part.state !== 'output-available') return `${labels.running}: no result came back.`;
  const { tasks, total = tasks.length, summary, outcome } = parseToolOutput(part.output);
  if (outcome === 'unknown') return `${labels.running}: no result came back.`;
  const isDone = outcome === 'done';
  if (hasList && name === 'list_tasks' && isDone) return '';
  const label = isDone ? doneLabel(name, tasks) : labels.notDone;
  if (tasks.length > 0) return taskLines(label, tasks, total);
  return summary ? `${label}: ${plainText(summary)}` : label;
}

function partText(part: ChatMessagePart, message: ChatMessage): string {
  if (part.type === 'text') return parseText(part.text).map(blockText).join('\n\n');
  if (part.type === 'data-tasks') {
    const { tasks, total } = parseTaskList(part.data);
    return tasks.length === 0 ? countOf(total) : taskLines(countOf(total), tasks, total);
  }
  if (part.type === 'data-approval') {
    const { values, more, total } = parseApproval(part.data);
    const lines = [...values, ...more].map(
      (value) => `- ${nameOf(value)}: ${plainLines(`${value.text} (${originOf(value)})`, '  ')}`,
    );
    // Of very many tasks not each is in what was kept.
    const inAll = more.length === 0 ? '' : ` (${countOf(total)} in all)`;
    return lines.length === 0 ? '' : [`What a yes would use${inAll}:`, '', ...lines].join('\n');
  }
  const hasList = message.parts.some(({ type }) => type === 'data-tasks');
  return isToolPart(part) ? toolText(part, hasList) : '';
}

function messageText(message: ChatMessage): string {
  if (message.role === 'user') return `## You\n\n${plainText(textOf(message))}`;
  const who = message.parts.find(({ type }) => type === 'data-assistant');
  const name = who && 'data' in who ? describeAnswerer(who.data) : null;
  const heading = name === null ? '## Taskora' : `## Taskora (${escapeMarkdown(name)})`;
  const parts = message.parts.map((part) => partText(part, message)).filter(Boolean);
  return [heading, ...parts].join('\n\n');
}

/**
 * A conversation as Markdown for people. What was said in it is text: titles and what the assistant says are
 * escaped, so that no reader of the file makes links, images or HTML of them.
 */
export function conversationMarkdown(
  { title, messages, isAnswering }: WholeConversation,
  exportedOn: string,
): string {
  const heading = escapeMarkdown(title.replaceAll(/\s+/gu, ' ')) || 'Untitled';
  return [
    `# ${heading}`,
    `A conversation with Taskora, exported on ${exportedOn}.`,
    ...messages.map(messageText),
    ...(isAnswering ? ['One more answer was still being made.'] : []),
    '',
  ].join('\n\n');
}
