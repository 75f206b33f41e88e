import type { UIMessageChunk } from 'ai';

import { ChatFailure } from './chat-failure.ts';
import { askFirst, lastingAnswer } from './lasting-answer.ts';

type Chunks = ReadableStream<UIMessageChunk>;

const call = { toolCallId: 'c1', toolName: 'add_task' };
/** An answer as it is made. */
const made: UIMessageChunk[] = [
  { type: 'start', messageId: 'answer' },
  { type: 'start-step' },
  { type: 'tool-input-start', ...call },
  { type: 'tool-input-delta', toolCallId: 'c1', inputTextDelta: '{}' },
  { type: 'tool-input-available', ...call, input: {} },
  { type: 'tool-output-available', toolCallId: 'c1', output: { summary: 'Added.' } },
  { type: 'data-tasks', data: { tasks: [] } },
  { type: 'finish-step' },
  { type: 'start-step' },
  { type: 'text-start', id: 'made' },
  { type: 'text-delta', id: 'made', delta: 'Good ' },
  { type: 'text-delta', id: 'made', delta: 'morning.' },
  { type: 'text-end', id: 'made' },
  { type: 'finish' },
];
/** The same as it is given to whoever asks again. */
const kept: UIMessageChunk[] = [
  { type: 'start', messageId: 'answer' },
  { type: 'start-step' },
  { type: 'tool-input-available', ...call, input: {} },
  { type: 'tool-output-available', toolCallId: 'c1', output: { summary: 'Added.' } },
  { type: 'data-tasks', data: { tasks: [] } },
  { type: 'start-step' },
  { type: 'text-start', id: 'text-4' },
  { type: 'text-delta', id: 'text-4', delta: 'Good morning.' },
  { type: 'text-end', id: 'text-4' },
  { type: 'finish' },
];

/** A connection that ends after these chunks, in order or not. */
function connection(chunks: readonly UIMessageChunk[], breaks = true): Chunks {
  const left = [...chunks];
  return new ReadableStream<UIMessageChunk>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else if (breaks) controller.error(new ChatFailure('cut'));
      else controller.close();
    },
  });
}

async function all(stream: Chunks): Promise<UIMessageChunk[]> {
  const chunks: UIMessageChunk[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}

/** What a reader has of an answer in the end. */
function shown(chunks: readonly UIMessageChunk[]): unknown {
  const texts = new Map<string, string>();
  const others: string[] = [];
  for (const chunk of chunks) {
    if (chunk.type === 'text-delta') {
      texts.set(chunk.id, (texts.get(chunk.id) ?? '') + chunk.delta);
    } else if (!['finish-step', 'tool-input-start', 'tool-input-delta'].includes(chunk.type)) {
      others.push('id' in chunk ? chunk.type : JSON.stringify(chunk));
    }
  }
  return { texts: [...texts.values()], others };
}

describe('an answer over several connections', () => {
  it.each(made.slice(0, -1).map((_, index) => index))(
    'is whole, and each part is there once, when the first one breaks after %i chunks',
    async (count) => {
      for (const breaks of [true, false]) {
        const ask = () => Promise.resolve(connection(kept));
        const read = await all(lastingAnswer(connection(made.slice(0, count), breaks), ask));
        expect(shown(read)).toEqual(shown(made));
      }
    },
  );

  it('is whole over three connections that give it in other pieces', async () => {
    const connections = [kept.slice(0, 4), made.slice(0, 11), kept].map((each) => connection(each));
    const ask = () => Promise.resolve(connections.shift() ?? null);
    const read = await all(lastingAnswer(connection(made.slice(0, 3)), ask));
    expect(shown(read)).toEqual(shown(made));
  });

  it.each(['unreachable', 'offline', 'unavailable'] as const)(
    'is asked for again while the service is %s',
    async (kind) => {
      const answers = [new ChatFailure(kind), connection(kept)];
      const ask = () => {
        const answer = answers.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? null);
      };
      const read = await all(lastingAnswer(connection(made.slice(0, 5)), ask));
      expect(shown(read)).toEqual(shown(made));
    },
  );

  it('ends where nobody has it any more', async () => {
    const begun = made.slice(0, 5);
    const read = await all(lastingAnswer(connection(begun), () => Promise.resolve(null)));
    expect(read).toEqual(begun);
  });

  it.each([
    ['refused', 'cut'],
    ['signed-out', 'session-over'],
  ] as const)('says that it broke off when it is %s', async (kind, ended) => {
    const ask = () => Promise.reject(new ChatFailure(kind));
    const read = all(lastingAnswer(connection(made.slice(0, 5)), ask));
    await expect(read).rejects.toMatchObject({ kind: ended });
  });

  it.each([
    ['another text', [...kept.slice(0, 7), { type: 'text-delta', id: 'text-4', delta: 'Bye' }]],
    ['another call', [kept[0], kept[1], { ...kept[2], toolCallId: 'c2' }]],
    ['another part', [kept[0], kept[7]]],
  ])('is not mixed with %s', async (_what, other) => {
    const ask = () => Promise.resolve(connection(other as UIMessageChunk[]));
    const read = all(lastingAnswer(connection(made.slice(0, -1)), ask));
    await expect(read).rejects.toMatchObject({ kind: 'cut' });
  });

  it('is not asked for again by who has stopped waiting', async () => {
    const leaving = new AbortController();
    let asked = 0;
    const ask = () => {
      asked += 1;
      leaving.abort(new Error('left'));
      return Promise.reject(new ChatFailure('unreachable'));
    };
    const read = all(lastingAnswer(connection(made.slice(0, 5)), ask, leaving.signal));
    await expect(read).rejects.toThrow();
    expect(asked).toBe(1);
  });
});

/** Asks for a first answer, and is answered with these in turn; the last of them stays. */
function asking(...answers: readonly (ChatFailure | string)[]) {
  const left = [...answers];
  const asked: unknown[] = [];
  const ask = () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    asked.push(answer);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { ask, asked };
}

describe('a message that nobody has answered', () => {
  it.each(['unreachable', 'unavailable'] as const)(
    'is sent again while the service is %s',
    async (kind) => {
      const { ask } = asking(new ChatFailure(kind), new ChatFailure('unavailable'), 'an answer');
      await expect(askFirst(ask, undefined)).resolves.toBe('an answer');
    },
  );

  it('is of unknown fate where any attempt was, whatever the ones after it say', async () => {
    const { ask } = asking(new ChatFailure('unreachable'), new ChatFailure('unavailable'));
    await expect(askFirst(ask, undefined)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('was not carried out where all attempts say so', async () => {
    const { ask } = asking(new ChatFailure('unavailable', 'Away.'));
    const failure = { kind: 'unavailable', detail: 'Away.' };
    await expect(askFirst(ask, undefined)).rejects.toMatchObject(failure);
  });

  it.each(['signed-out', 'refused', 'occupied', 'busy', 'offline'] as const)(
    'is not sent again when it is %s',
    async (kind) => {
      const { ask, asked } = asking(new ChatFailure(kind));
      await expect(askFirst(ask, undefined)).rejects.toMatchObject({ kind });
      expect(asked).toHaveLength(1);
    },
  );

  it('is not sent again by who has stopped waiting', async () => {
    const leaving = new AbortController();
    const { ask, asked } = asking(new ChatFailure('unavailable'));
    const sent = askFirst(ask, leaving.signal);
    leaving.abort(new Error('left'));
    await expect(sent).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});
