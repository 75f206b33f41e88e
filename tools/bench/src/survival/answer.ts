import { z } from 'zod';

const chunkSchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  delta: z.string().optional(),
  toolCallId: z.string().optional(),
  toolName: z.string().optional(),
});
type Chunk = z.infer<typeof chunkSchema>;
type Part = Record<string, unknown>;

/** What one connection gave of an answer. */
export interface Given {
  readonly chunks: readonly Chunk[];
  /** Whether the answer itself said that nothing follows. */
  readonly isEnded: boolean;
}

const endings = new Set(['finish', 'abort', 'error']);

/** Reads server-sent events; of one that was cut off nothing is taken. */
export function givenIn(body: string): Given {
  const events = body.split('\n\n').slice(0, -1);
  const lines = events.filter((event) => event.startsWith('data: ')).map((event) => event.slice(6));
  const chunks = lines
    .filter((line) => line !== '[DONE]')
    .map((line) => chunkSchema.parse(JSON.parse(line)));
  return { chunks, isEnded: chunks.some(({ type }) => endings.has(type)) };
}

class Parts {
  readonly all: Part[] = [];
  readonly #texts = new Map<string, Part>();
  readonly #calls = new Map<string, Part>();

  #open(found: Map<string, Part>, id: string, part: Part): Part {
    found.set(id, part);
    this.all.push(part);
    return part;
  }

  add(chunk: Chunk): void {
    const { type, id = '' } = chunk;
    if (type === 'start-step') this.all.push({ type: 'step-start' });
    else if (type.startsWith('text-')) this.#text(id, chunk);
    else if (type.startsWith('tool-')) this.#call(chunk);
    else if (type.startsWith('data-') && chunk['transient'] !== true) {
      const { id: own, data } = chunk as Chunk & { data?: unknown };
      this.all.push({ type, ...(own !== undefined && { id: own }), data });
    }
  }

  #text(id: string, { type, delta = '' }: Chunk): void {
    if (type === 'text-start') {
      this.#open(this.#texts, id, { type: 'text', text: '', state: 'streaming' });
      return;
    }
    const part = this.#texts.get(id);
    if (part === undefined) return;
    if (type === 'text-delta') part['text'] = `${String(part['text'])}${delta}`;
    else part['state'] = 'done';
  }

  #call(chunk: Chunk): void {
    const { type, toolCallId = '', toolName = '' } = chunk;
    if (type === 'tool-input-available' || type === 'tool-input-error') {
      const input = chunk['input'] ?? null;
      const state = 'input-available';
      this.#open(this.#calls, toolCallId, { type: `tool-${toolName}`, toolCallId, state, input });
    }
    const part = this.#calls.get(toolCallId);
    if (part === undefined) return;
    if (type === 'tool-output-available')
      Object.assign(part, { state: 'output-available', output: chunk['output'] });
    else if (type.endsWith('-error'))
      Object.assign(part, { state: 'output-error', errorText: chunk['errorText'] });
  }
}

/** The parts that a page makes of an answer, as they are kept too. */
export function partsOf({ chunks }: Given): readonly Part[] {
  const parts = new Parts();
  for (const chunk of chunks) parts.add(chunk);
  return parts.all;
}

/** With the keys of each object in one order: a database keeps them in another. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|call_[0-9a-f]{32}|bench-load-[0-9a-f]+/g;
const moments = /\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g;
/** Where a task is added says when. */
const positions = /"position":"[^"]*"/g;

/** JSON in which is equal what is the same but for its ids and its moments. */
export function alike(value: unknown): string {
  const known = new Map<string, number>();
  return JSON.stringify(sorted(value))
    .replace(moments, '(moment)')
    .replace(positions, '"position":"(place)"')
    .replace(ids, (id) => {
      const number = known.get(id) ?? known.size;
      known.set(id, number);
      return `(id ${number})`;
    });
}
