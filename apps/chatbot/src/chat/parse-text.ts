/**
 * The small part of Markdown that answers may use: paragraphs, list lines and bold text. Everything
 * else stays the text that it is, addresses among it: nobody typed what a model or a title leads to.
 */
export type Inline =
  | { kind: 'text'; text: string }
  /** What a person typed, such as a title, shown as it is. */
  | { kind: 'quote'; text: string }
  | { kind: 'strong'; text: string };

export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  | { kind: 'list'; items: Inline[][] }
  /** Numbered from 1; when a question comes right before it, its items are the answers. */
  | { kind: 'numbered'; items: Inline[][]; answers: boolean };

const inlinePattern = /(?<quote>“[^“”\n]*”)|\*\*(?<strong>[^*\n]+)\*\*/gu;

function inlineOf(match: RegExpExecArray): Inline {
  const { quote, strong } = match.groups ?? {};
  if (quote !== undefined) return { kind: 'quote', text: quote };
  return { kind: 'strong', text: strong ?? match[0] };
}

export function parseInline(line: string): Inline[] {
  const inlines: Inline[] = [];
  let position = 0;
  for (const match of line.matchAll(inlinePattern)) {
    if (match.index > position) {
      inlines.push({ kind: 'text', text: line.slice(position, match.index) });
    }
    inlines.push(inlineOf(match));
    position = match.index + match[0].length;
  }
  if (position < line.length) inlines.push({ kind: 'text', text: line.slice(position) });
  return inlines;
}

function addToList(blocks: Block[], item: string): void {
  const last = blocks.at(-1);
  if (last?.kind === 'list') last.items.push(parseInline(item));
  else blocks.push({ kind: 'list', items: [parseInline(item)] });
}

function asksSomething(block: Block | undefined): boolean {
  return block?.kind === 'paragraph' && block.lines.at(-1)?.at(-1)?.text.endsWith('?') === true;
}

/** Takes a numbered line only in its turn: a text may well begin with a number of its own. */
function addNumbered(blocks: Block[], number: number, item: string): boolean {
  const last = blocks.at(-1);
  if (last?.kind === 'numbered' && number === last.items.length + 1) {
    last.items.push(parseInline(item));
    return true;
  }
  if (number !== 1) return false;
  blocks.push({ kind: 'numbered', items: [parseInline(item)], answers: asksSomething(last) });
  return true;
}

function addLine(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  if (last?.kind === 'paragraph') last.lines.push(parseInline(line));
  else blocks.push({ kind: 'paragraph', lines: [parseInline(line)] });
}

function withLine(blocks: Block[], line: string): void {
  const bullet = /^\s*[-*•]\s+(.+)$/u.exec(line)?.[1];
  const [, number, item] = /^\s*(\d{1,3})[.)]\s+(.+)$/u.exec(line) ?? [];
  if (bullet !== undefined) addToList(blocks, bullet);
  else if (item === undefined || !addNumbered(blocks, Number(number), item)) addLine(blocks, line);
}

export function parseText(text: string): Block[] {
  return text.split(/\n\s*\n/u).flatMap((chunk) => {
    const blocks: Block[] = [];
    for (const line of chunk.split('\n')) {
      if (line.trim() !== '') withLine(blocks, line);
    }
    return blocks;
  });
}
