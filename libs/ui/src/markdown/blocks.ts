import type { Inline } from './inline.ts';
import { inlinesOf } from './inlines.ts';

export interface Item {
  /** Of a task in the list: whether it is ticked, and where in the text the mark stands that says so. */
  tick: { isTicked: boolean; at: number } | null;
  blocks: Block[];
}

export type Block =
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'rule' }
  | { kind: 'list'; items: Item[] }
  | { kind: 'numbered'; first: number; items: Item[] };

/** A line without what belongs to the blocks around it. */
interface Line {
  text: string;
  /** Where in the whole text it begins. */
  at: number;
}

/** Deeper than this a text is no outline any more, and stays text. */
const depthMax = 12;
const tabWidth = 4;

const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/u;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/u;
const fence = /^( {0,3})(`{3,}|~{3,})([^`]*)$/u;
const quote = /^ {0,3}>[ \t]?/u;
const bullet = /^( {0,3})([-*+]|(\d{1,9})[.)])(?:[ \t]{1,4}|$)/u;
const tick = /^\[([ xX])\](?:[ \t]+|$)/u;

const isBlank = ({ text }: Line) => text.trim() === '';
const cut = ({ text, at }: Line, count: number): Line => ({
  text: text.slice(count),
  at: at + count,
});

/** How far a line is indented, with tabs as wide as they are shown. */
function indentOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character === '\t') width += tabWidth - (width % tabWidth);
    else if (character === ' ') width += 1;
    else break;
  }
  return width;
}

/** A line without so much of its indent, or without all where it has less. */
function outdented(line: Line, width: number): Line {
  let [count, column] = [0, 0];
  for (; column < width; count += 1) {
    const character = line.text[count];
    if (character === '\t') column += tabWidth - (column % tabWidth);
    else if (character === ' ') column += 1;
    else break;
  }
  return cut(line, count);
}

/** The text of a heading without the marks that may end it as well. */
function titleIn(text: string): string {
  const title = text.trim();
  let end = title.length;
  while (title[end - 1] === '#') end -= 1;
  return end === 0 || /\s/u.test(title[end - 1] ?? '') ? title.slice(0, end).trim() : title;
}

function begins(line: Line): boolean {
  const { text } = line;
  if (heading.test(text) || rule.test(text) || fence.test(text) || quote.test(text)) return true;
  const [whole, , , number] = bullet.exec(text) ?? [];
  // A year at the beginning of a line is no list, nor is a lone dash.
  return whole !== undefined && whole.length < text.length && (!number || Number(number) === 1);
}

class BlockReader {
  readonly #lines: readonly Line[];
  readonly #depth: number;
  #next = 0;

  constructor(lines: readonly Line[], depth: number) {
    this.#lines = lines;
    this.#depth = depth;
  }

  read(): Block[] {
    const blocks: Block[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      if (isBlank(line)) this.#next += 1;
      else blocks.push(this.#block(line));
    }
    return blocks;
  }

  #peek(): Line | undefined {
    return this.#lines[this.#next];
  }

  #block(line: Line): Block {
    const { text } = line;
    const [, marks, title = ''] = heading.exec(text) ?? [];
    if (marks !== undefined) {
      this.#next += 1;
      return { kind: 'heading', level: marks.length, content: inlinesOf(titleIn(title)) };
    }
    if (rule.test(text)) {
      this.#next += 1;
      return { kind: 'rule' };
    }
    const opened = fence.exec(text);
    if (opened) return this.#code(opened);
    if (this.#depth < depthMax) {
      if (quote.test(text)) return this.#quote();
      if (bullet.test(text)) return this.#list(line);
    }
    return this.#paragraph();
  }

  #code([, indent = '', marks = '']: RegExpExecArray): Block {
    const lines: string[] = [];
    const end = new RegExp(`^ {0,3}[${marks[0]}]{${marks.length},}[ \\t]*$`, 'u');
    this.#next += 1;
    for (let line = this.#peek(); line; line = this.#peek()) {
      this.#next += 1;
      if (end.test(line.text)) break;
      lines.push(outdented(line, indent.length).text);
    }
    return { kind: 'code', text: lines.join('\n') };
  }

  #quote(): Block {
    const inside: Line[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      const mark = quote.exec(line.text);
      if (mark === null) break;
      inside.push(cut(line, mark[0].length));
      this.#next += 1;
    }
    return { kind: 'quote', blocks: this.#within(inside) };
  }

  #within(lines: readonly Line[]): Block[] {
    return new BlockReader(lines, this.#depth + 1).read();
  }

  #paragraph(): Block {
    const texts: string[] = [];
    for (let line = this.#peek(); line && !isBlank(line); line = this.#peek()) {
      if (texts.length > 0 && begins(line)) break;
      texts.push(line.text.trim());
      this.#next += 1;
    }
    return { kind: 'paragraph', content: inlinesOf(texts.join('\n')) };
  }

  #list(line: Line): Block {
    const [, , sort = '', number] = bullet.exec(line.text) ?? [];
    const items: Item[] = [];
    for (;;) {
      items.push(this.#item());
      const place = this.#next;
      while (this.#peek() && isBlank(this.#peek() as Line)) this.#next += 1;
      const [, , next] = bullet.exec(this.#peek()?.text ?? '') ?? [];
      // Another kind of mark begins another list.
      if (
        next === undefined ||
        next.at(-1) !== sort.at(-1) ||
        rule.test(this.#peek()?.text ?? '')
      ) {
        this.#next = place;
        break;
      }
    }
    if (number === undefined) return { kind: 'list', items };
    return { kind: 'numbered', first: Number(number), items };
  }

  /** A line with a mark, and all that is indented to its text or goes on with its sentence. */
  #item(): Item {
    const first = this.#peek() as Line;
    const [mark = ''] = bullet.exec(first.text) ?? [];
    const width = indentOf(mark.replace(/\S/gu, ' '));
    const start = cut(first, mark.length);
    const [box, state] = tick.exec(start.text) ?? [];
    const inside = [box === undefined ? start : cut(start, box.length)];
    this.#next += 1;
    for (let line = this.#peek(); line; line = this.#peek()) {
      const isGoingOn = !isBlank(inside.at(-1) ?? line) && !begins(line) && !bullet.test(line.text);
      if (!isBlank(line) && indentOf(line.text) < Math.min(width, 2) && !isGoingOn) break;
      inside.push(outdented(line, width));
      this.#next += 1;
    }
    return {
      tick: box === undefined ? null : { isTicked: state !== ' ', at: start.at + 1 },
      blocks: this.#within(inside),
    };
  }
}

/** The blocks of a text, as CommonMark has them, with the lists of tasks that people know from elsewhere. */
export function blocksOf(text: string): Block[] {
  const lines: Line[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    // A line may end as it does on other systems.
    lines.push({ text: line.replace(/\r$/u, ''), at });
    at += line.length + 1;
  }
  return new BlockReader(lines, 0).read();
}
