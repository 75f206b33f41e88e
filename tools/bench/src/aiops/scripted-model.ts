import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What the model does in its next turn: it calls one tool, or answers and is done. */
export type Turn =
  | { readonly call: string; readonly arguments: Readonly<Record<string, unknown>> }
  | { readonly answer: string };

const requestSchema = z.object({
  stream: z.boolean().default(false),
  messages: z.array(z.object({ role: z.string(), content: z.unknown().optional() })),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
});

export interface ScriptedModel {
  /** For `OPENAI_ENDPOINT` and the like. */
  readonly url: string;
  /** The tools that the program offered the model, by name. */
  offered(): readonly string[];
  /** What tools gave, in the order of the calls. */
  results(): readonly string[];
  /** What the program gave the model as its instructions. */
  instructions(): string;
  /** Aborted when the last answer of the script is given. */
  readonly answered: AbortSignal;
  stop(): Promise<void>;
}

/**
 * An OpenAI-compatible server on loopback that says what a script says, whatever it is asked. Which turn comes
 * next follows from the results in the conversation, so a request that is sent again gets the same answer.
 */
export async function startScriptedModel(turns: readonly Turn[]): Promise<ScriptedModel> {
  const answered = new AbortController();
  let seen: z.infer<typeof requestSchema> | undefined;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const parsed = requestSchema.safeParse(body);
      if (!parsed.success) {
        response.writeHead(400).end(z.prettifyError(parsed.error));
        return;
      }
      // A program may ask for a title of the conversation beside it; that request has no tools.
      if (parsed.data.tools.length > 0) seen = parsed.data;
      const done = resultsIn(parsed.data.messages).length;
      const turn = parsed.data.tools.length === 0 ? undefined : turns[done];
      reply(response, turn ?? { answer: 'Done.' }, done, parsed.data.stream);
      if (turn !== undefined && 'answer' in turn) answered.abort();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    offered: () => seen?.tools.map((tool) => tool.function.name) ?? [],
    results: () => resultsIn(seen?.messages ?? []),
    instructions: () =>
      (seen?.messages ?? [])
        .filter(({ role }) => role === 'system' || role === 'developer')
        .map(({ content }) => textOf(content))
        .join('\n'),
    answered: answered.signal,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Message = z.infer<typeof requestSchema>['messages'][number];

const resultsIn = (messages: readonly Message[]): string[] =>
  messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));

/** A content is a text, or parts with texts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = z.array(z.object({ text: z.string().default('') })).safeParse(content);
  return parts.success ? parts.data.map(({ text }) => text).join('') : '';
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    return undefined;
  }
}

/** One chat completion, whole or as a stream of chunks in the order in which OpenAI sends them. */
function reply(response: ServerResponse, turn: Turn, index: number, isStream: boolean): void {
  const base = { id: `scripted-${index}`, created: 0, model: 'scripted' };
  const [said, reason] =
    'answer' in turn
      ? [{ content: turn.answer }, 'stop']
      : [{ tool_calls: [callOf(turn, index)] }, 'tool_calls'];
  if (!isStream) {
    const message = { role: 'assistant', content: null, ...said };
    const choices = [{ index: 0, message, finish_reason: reason }];
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...base, object: 'chat.completion', choices, usage }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const steps = [
    { delta: { role: 'assistant' }, finish_reason: null },
    { delta: said, finish_reason: null },
    { delta: {}, finish_reason: reason },
  ];
  for (const step of steps) {
    const choices = [{ index: 0, ...step }];
    response.write(
      `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices })}\n\n`,
    );
  }
  response.end('data: [DONE]\n\n');
}

const callOf = (turn: Extract<Turn, { call: string }>, index: number) => ({
  index: 0,
  id: `call-${index}`,
  type: 'function',
  function: { name: turn.call, arguments: JSON.stringify(turn.arguments) },
});
