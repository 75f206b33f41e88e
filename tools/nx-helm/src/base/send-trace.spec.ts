import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { run } from '@taskora/base/run';
import { formatSpan, type Span } from '@taskora/base/spans/span';

interface Sent {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly Readonly<Record<string, unknown>>[];
    }[];
  }[];
}

let collector: Server;
let endpoint: string;
let answer = 200;
const bodies: { readonly path: string | undefined; readonly sent: Sent }[] = [];

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.on('data', (piece) => (text += String(piece)));
    request.on('end', () => {
      bodies.push({ path: request.url, sent: JSON.parse(text) as Sent });
      response.writeHead(answer, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => collector.close(resolve)));
beforeEach(() => {
  bodies.length = 0;
  answer = 200;
});

const spans: Span[] = [
  { name: 'build', of: 'web', startMs: 1_700_000_000_000, endMs: 1_700_000_002_500 },
  { name: 'upgrade', of: 'web', startMs: 1_700_000_003_000, endMs: 1_700_000_009_000 },
];

const program = join(__dirname, '../testing/send-trace.ts');
const send = (of: readonly Span[], to = endpoint) =>
  run(process.execPath, [program, to, of.map(formatSpan).join('')]);

describe('the trace of a run (N1)', () => {
  it('has each span with its times below one that is the whole', async () => {
    expect(await send(spans, `${endpoint}/`)).toMatchObject({ exitCode: 0 });
    expect(bodies.map(({ path }) => path)).toEqual(['/v1/traces']);
    const sent = bodies.flatMap(({ sent: { resourceSpans } }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
    const whole = sent.find(({ name }) => name === 'watch');
    expect(whole).toMatchObject({
      startTimeUnixNano: '1700000000000000000',
      endTimeUnixNano: '1700000009000000000',
    });
    const parts = sent.filter(({ parentSpanId }) => parentSpanId === whole?.['spanId']);
    expect(parts.map(({ name }) => name)).toEqual(['build', 'upgrade']);
    expect(parts[0]).toMatchObject({
      endTimeUnixNano: '1700000002500000000',
      attributes: [{ key: 'taskora.of', value: { stringValue: 'web' } }],
    });
  });

  it('that is not taken is an error with the address', async () => {
    answer = 400;
    const { exitCode, stderr } = await send(spans);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/NXHELM_TRACE_NOT_SENT: http:\/\/127\.0\.0\.1:.* Do: curl/);
  });

  it('of a run without spans is not sent', async () => {
    expect(await send([])).toMatchObject({ exitCode: 0 });
    expect(bodies).toEqual([]);
  });
});
