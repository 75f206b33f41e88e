import type { Inline } from './inline.ts';

/** Asterisks, underscores or tildes, which begin or end what is emphasised, or stand for themselves. */
interface Run {
  kind: 'run';
  character: string;
  count: number;
  opens: boolean;
  closes: boolean;
}

export type Piece = Inline | Run;

/** What follows a run that has not been closed. */
interface Frame {
  character: string;
  count: number;
  content: Inline[];
}

/** Deeper than this nobody writes, and a page that draws it would run out of room. */
const depthMax = 20;

const textOf = ({ character, count }: Pick<Frame, 'character' | 'count'>): Inline => ({
  kind: 'text',
  text: character.repeat(count),
});

function add(content: Inline[], inline: Inline): void {
  const last = content.at(-1);
  if (inline.kind === 'text' && last?.kind === 'text') {
    content[content.length - 1] = { kind: 'text', text: last.text + inline.text };
  } else content.push(inline);
}

class Pairing {
  readonly #whole: Frame = { character: '', count: 0, content: [] };
  readonly #frames: Frame[] = [this.#whole];

  get #top(): Frame {
    return this.#frames.at(-1) ?? this.#whole;
  }

  put(inline: Inline): void {
    add(this.#top.content, inline);
  }

  /** Runs above this place were not closed: they are text. */
  #flatten(place: number): void {
    const left = this.#frames.splice(place + 1);
    for (const frame of left) {
      add(this.#top.content, textOf(frame));
      for (const inline of frame.content) add(this.#top.content, inline);
    }
  }

  /** Closes what it can, and gives how much of the run is left. */
  close({ character, count }: Run): number {
    let left = count;
    while (left > 0) {
      const place = this.#frames.findLastIndex((frame) => frame.character === character);
      if (place < 1) break;
      this.#flatten(place);
      const frame = this.#top;
      const used = Math.min(left, frame.count, 2);
      const kind = character === '~' ? 'struck' : used === 2 ? 'strong' : 'emphasis';
      const inline: Inline = { kind, content: frame.content };
      left -= used;
      frame.count -= used;
      if (frame.count > 0) frame.content = [inline];
      else {
        this.#frames.pop();
        this.put(inline);
      }
    }
    return left;
  }

  open({ character, opens }: Run, count: number): void {
    if (count === 0) return;
    if (opens && this.#frames.length <= depthMax) {
      this.#frames.push({ character, count, content: [] });
    } else this.put(textOf({ character, count }));
  }

  end(): Inline[] {
    this.#flatten(0);
    return this.#whole.content;
  }
}

/** What stands between two runs of the same character is emphasised; a run without its partner is text. */
export function pairEmphasis(pieces: readonly Piece[]): Inline[] {
  const pairing = new Pairing();
  for (const piece of pieces) {
    if (piece.kind === 'run')
      pairing.open(piece, piece.closes ? pairing.close(piece) : piece.count);
    else pairing.put(piece);
  }
  return pairing.end();
}
