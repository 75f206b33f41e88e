import type { UIMessageChunk } from 'ai';

type Part =
  | { kind: 'text'; id: string; text: string; isOver: boolean }
  | { kind: 'tool'; id: string; stage: number }
  | { kind: 'other'; type: string };

/** The answer is not the one that was shown before: what came of it cannot be gone on with. */
export class OtherAnswerError extends Error {}

/** How far a call is with each of its chunks. */
const stages: Record<string, number> = {
  'tool-input-start': 1,
  'tool-input-available': 2,
  'tool-input-error': 3,
  'tool-output-available': 3,
  'tool-output-error': 3,
};

/**
 * What was given of an answer. Each connection gives it from its start, in other pieces perhaps; of
 * each of them only what goes beyond the ones before is passed on.
 */
export class AnswerSoFar {
  readonly #parts: Part[] = [];
  #hasStarted = false;
  #position = 0;
  #isFirst = true;
  /** The texts of this connection, by the ids that it gives them. */
  #texts = new Map<string, { part: Part & { kind: 'text' }; read: string }>();
  #tools = new Map<string, Part & { kind: 'tool' }>();

  /** A connection begins. */
  begin(): void {
    this.#isFirst = !this.#hasStarted;
    this.#position = 0;
    this.#texts = new Map();
    this.#tools = new Map();
  }

  /** Returns what a chunk adds to what was given, if anything. */
  take(chunk: UIMessageChunk): UIMessageChunk | undefined {
    if (chunk.type === 'start') return this.#start(chunk);
    if (chunk.type === 'text-start') return this.#startText(chunk);
    if (chunk.type === 'text-delta') return this.#addText(chunk);
    if (chunk.type === 'text-end') return this.#endText(chunk);
    if (chunk.type === 'finish-step') return this.#isFirst ? chunk : undefined;
    const isOther = chunk.type === 'start-step' || chunk.type.startsWith('data-');
    if (isOther) return this.#takeOther(chunk);
    return 'toolCallId' in chunk ? this.#takeCall(chunk) : chunk;
  }

  #start(chunk: UIMessageChunk): UIMessageChunk | undefined {
    if (this.#hasStarted) return undefined;
    this.#hasStarted = true;
    return chunk;
  }

  /** Returns the next part of the answer, and whether it is there only now. */
  #next<Kind extends Part>(made: Kind): [Kind, boolean] {
    const known = this.#parts[this.#position];
    this.#position += 1;
    if (!known) {
      this.#parts.push(made);
      return [made, true];
    }
    if (known.kind !== made.kind) throw new OtherAnswerError();
    return [known as Kind, false];
  }

  #takeOther(chunk: UIMessageChunk): UIMessageChunk | undefined {
    const [part, isNew] = this.#next<Part & { kind: 'other' }>({ kind: 'other', type: chunk.type });
    if (part.type !== chunk.type) throw new OtherAnswerError();
    return isNew ? chunk : undefined;
  }

  #takeCall(chunk: UIMessageChunk & { toolCallId: string }): UIMessageChunk | undefined {
    const id = chunk.toolCallId;
    const part = this.#tools.get(id) ?? this.#nextCall(id);
    const stage = stages[chunk.type];
    // The arguments are given whole after their pieces.
    if (stage === undefined) return this.#isFirst ? chunk : undefined;
    if (stage <= part.stage) return undefined;
    part.stage = stage;
    return chunk;
  }

  #nextCall(id: string): Part & { kind: 'tool' } {
    const [part] = this.#next<Part & { kind: 'tool' }>({ kind: 'tool', id, stage: 0 });
    if (part.id !== id) throw new OtherAnswerError();
    this.#tools.set(id, part);
    return part;
  }

  #startText(chunk: UIMessageChunk & { type: 'text-start' }): UIMessageChunk | undefined {
    const [part, isNew] = this.#next<Part & { kind: 'text' }>({
      kind: 'text',
      id: chunk.id,
      text: '',
      isOver: false,
    });
    this.#texts.set(chunk.id, { part, read: '' });
    return isNew ? chunk : undefined;
  }

  #addText(chunk: UIMessageChunk & { type: 'text-delta' }): UIMessageChunk | undefined {
    const text = this.#texts.get(chunk.id);
    if (!text) throw new OtherAnswerError();
    const { part } = text;
    text.read += chunk.delta;
    if (part.text.startsWith(text.read)) return undefined;
    if (part.isOver || !text.read.startsWith(part.text)) throw new OtherAnswerError();
    const delta = text.read.slice(part.text.length);
    part.text = text.read;
    return { ...chunk, id: part.id, delta };
  }

  #endText(chunk: UIMessageChunk & { type: 'text-end' }): UIMessageChunk | undefined {
    const text = this.#texts.get(chunk.id);
    if (text?.read !== text?.part.text) throw new OtherAnswerError();
    if (!text || text.part.isOver) return undefined;
    text.part.isOver = true;
    return { ...chunk, id: text.part.id };
  }
}
