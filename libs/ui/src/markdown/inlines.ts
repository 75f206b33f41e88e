import { addressOf } from './address.ts';
import { pairEmphasis, type Piece } from './emphasis.ts';
import type { Inline } from './inline.ts';

/** Of more brackets that are open at once than this, the first are text. */
const openersMax = 10;

/** A bracket that may begin a link. */
interface Opener {
  /** Where its content begins among the pieces. */
  from: number;
  isPicture: boolean;
}

const patterns = {
  escaped: /\\([!-/:-@[-`{-~])/uy,
  ticks: /`+/uy,
  angled: /<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/iuy,
  bare: /https?:\/\/[^\s<>[\]`"]{1,2000}/iuy,
  run: /\*+|_+|~~/uy,
  target:
    /\([ ]{0,9}(?:<([^<>\n]{0,2000})>|([^\s()<>]{0,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,2000})?))(?:[ ]{1,9}"[^"\n]{0,500}")?[ ]{0,9}\)/uy,
  plain: /[^\\`<[\]!*_~\nhH]+/uy,
} as const;

/** An address without what ends the sentence around it; a bracket is kept with its partner. */
function trimmed(address: string): string {
  const ends = address.includes('(') ? ".,;:!?'*_~" : ".,;:!?'*_~)";
  let end = address.length;
  while (ends.includes(address[end - 1] ?? 'x')) end -= 1;
  return address.slice(0, end);
}

/** Only the text of a link that lies in another one: there is one address for all of it. */
function withoutLinks(content: readonly Inline[]): Inline[] {
  return content.flatMap((inline) => {
    if (inline.kind === 'link' || inline.kind === 'picture') return withoutLinks(inline.content);
    if ('content' in inline) return [{ ...inline, content: withoutLinks(inline.content) }];
    return [inline];
  });
}

/** Goes through a text once, from its beginning to its end. */
class Reader {
  readonly #text: string;
  readonly #pieces: Piece[] = [];
  readonly #openers: Opener[] = [];
  /** Where runs of so many backticks stand. */
  readonly #ticks = new Map<number, number[]>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    for (const { 0: ticks, index } of text.matchAll(/`+/gu)) {
      const known = this.#ticks.get(ticks.length);
      if (known) known.push(index);
      else this.#ticks.set(ticks.length, [index]);
    }
    for (const places of this.#ticks.values()) places.reverse();
  }

  read(): Inline[] {
    while (this.#at < this.#text.length) this.#step();
    return pairEmphasis(this.#pieces);
  }

  #match(name: keyof typeof patterns, at = this.#at): RegExpExecArray | null {
    const pattern = patterns[name];
    pattern.lastIndex = at;
    return pattern.exec(this.#text);
  }

  #put(inline: Inline, length: number): void {
    this.#pieces.push(inline);
    this.#at += length;
  }

  #step(): void {
    const plain = this.#match('plain');
    if (plain) return this.#put({ kind: 'text', text: plain[0] }, plain[0].length);
    const character = this.#text[this.#at] ?? '';
    if (character === '\n') return this.#put({ kind: 'break' }, 1);
    const isRead =
      (character === '\\' && this.#escaped()) ||
      (character === '`' && this.#code()) ||
      (character === '<' && this.#angled()) ||
      ('hH'.includes(character) && this.#bare()) ||
      ('*_~'.includes(character) && this.#run()) ||
      ('![]'.includes(character) && this.#bracket(character));
    if (!isRead) this.#put({ kind: 'text', text: character }, 1);
  }

  #escaped(): boolean {
    const match = this.#match('escaped');
    if (match) this.#put({ kind: 'text', text: match[1] ?? '' }, match[0].length);
    return match !== null;
  }

  #code(): boolean {
    const ticks = this.#match('ticks')?.[0].length ?? 0;
    const places = this.#ticks.get(ticks) ?? [];
    // They are taken from the end of the list, as the reader only goes on.
    while (places.length > 0 && (places.at(-1) ?? 0) <= this.#at) places.pop();
    const end = places.at(-1);
    if (end === undefined) {
      this.#put({ kind: 'text', text: '`'.repeat(ticks) }, ticks);
      return true;
    }
    const inside = this.#text.slice(this.#at + ticks, end).replaceAll('\n', ' ');
    const isPadded = inside.startsWith(' ') && inside.endsWith(' ') && inside.trim() !== '';
    const text = isPadded ? inside.slice(1, -1) : inside;
    this.#put({ kind: 'code', text }, end + ticks - this.#at);
    return true;
  }

  #link(written: string, length: number): boolean {
    const address = addressOf(written);
    if (address === null) return false;
    this.#put({ kind: 'link', address, content: [{ kind: 'text', text: written }] }, length);
    return true;
  }

  #angled(): boolean {
    const match = this.#match('angled');
    return match !== null && this.#link(match[1] ?? '', match[0].length);
  }

  #bare(): boolean {
    if (/[\p{L}\p{N}_]/u.test(this.#text[this.#at - 1] ?? '')) return false;
    const match = this.#match('bare');
    if (match === null) return false;
    const written = trimmed(match[0]);
    return this.#link(written, written.length);
  }

  #run(): boolean {
    const match = this.#match('run');
    if (match === null) return false;
    const [run] = match;
    const before = this.#text[this.#at - 1] ?? ' ';
    const after = this.#text[this.#at + run.length] ?? ' ';
    const isSpace = (character: string) => /\s/u.test(character);
    const isMark = (character: string) => /[\p{P}\p{S}]/u.test(character);
    const opens = !isSpace(after) && (!isMark(after) || isSpace(before) || isMark(before));
    const closes = !isSpace(before) && (!isMark(before) || isSpace(after) || isMark(after));
    // An underscore within letters is a part of a name, such as that of a file.
    const isLoose = !run.startsWith('_');
    this.#pieces.push({
      kind: 'run',
      character: run.slice(0, 1),
      count: run.length,
      opens: opens && (isLoose || !closes || isMark(before)),
      closes: closes && (isLoose || !opens || isMark(after)),
    });
    this.#at += run.length;
    return true;
  }

  #bracket(character: string): boolean {
    if (character === ']') return this.#close();
    const isPicture = character === '!';
    if (isPicture && this.#text[this.#at + 1] !== '[') return false;
    this.#put({ kind: 'text', text: isPicture ? '![' : '[' }, isPicture ? 2 : 1);
    this.#openers.push({ from: this.#pieces.length, isPicture });
    if (this.#openers.length > openersMax) this.#openers.shift();
    return true;
  }

  #close(): boolean {
    const opener = this.#openers.pop();
    const target = this.#match('target', this.#at + 1);
    if (!opener || !target) return false;
    const address = addressOf(target[1] ?? target[2] ?? '');
    if (!address) return false;
    const content = withoutLinks(pairEmphasis(this.#pieces.splice(opener.from)));
    this.#pieces.pop();
    const kind = opener.isPicture ? 'picture' : 'link';
    this.#put({ kind, address, content }, target[0].length + 1);
    return true;
  }
}

/** The parts of a text that is one paragraph. It takes time in proportion to its length. */
export function inlinesOf(text: string): Inline[] {
  return new Reader(text).read();
}
