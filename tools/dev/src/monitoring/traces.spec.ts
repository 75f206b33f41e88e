import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { workspaceRoot } from '../environment.ts';

jest.setTimeout(150_000);

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}
interface Sent {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}
interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

interface Span extends Sent {
  readonly service: string | undefined;
}

function spansOf(bodies: readonly Body[]): Span[] {
  return bodies
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ resource, scopeSpans }) => {
      const named = resource.attributes.find(({ key }) => key === 'service.name');
      const service = named?.value.stringValue;
      return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
    });
}

describe('a request for tasks through web (K9)', () => {
  it('is one trace: web, the API as its part, and the statements of the API', () => {
    const program = join(workspaceRoot, 'tools/dev/src/testing/traced-request.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
    const spans = spansOf(JSON.parse(stdout.slice(stdout.indexOf('['))) as Body[]);
    const list = 'GET /api/v1/tasks';
    const [web, ...others] = spans.filter(
      ({ service, name }) => service === 'taskora-web' && name === list,
    );
    expect(others).toEqual([]);
    expect(web?.parentSpanId ?? '').toBe('');
    const trace = spans.filter(({ traceId }) => traceId === web?.traceId);
    const [api] = trace.filter(({ service, name }) => service === 'taskora-api' && name === list);
    expect(api?.parentSpanId).toBe(web?.spanId);
    const statements = trace.filter(({ name }) => name === 'SELECT');
    expect(statements.map(({ parentSpanId }) => parentSpanId)).toContain(api?.spanId);
    // The API asks web for the keys of tokens, which is a part of the same trace.
    const keys = trace.filter(({ name }) => name === 'GET /api/auth/jwks');
    expect(keys.map(({ service, parentSpanId }) => [service, parentSpanId])).toEqual([
      ['taskora-web', api?.spanId],
    ]);
  });
});
