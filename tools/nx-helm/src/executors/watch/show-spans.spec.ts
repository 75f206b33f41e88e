import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Span } from '@taskora/base/spans/span';
import { sendTrace } from '../../base/send-trace.ts';
import { showSpans, spansFolder } from './show-spans.ts';

jest.mock('../../base/send-trace.ts');

const spans: Span[] = [
  { name: 'build', of: 'web', startMs: 1000, endMs: 3500 },
  { name: 'ready', of: 'web-1', startMs: 4000, endMs: 9000 },
];
const title = 'saved apps/web/page.tsx';
const endpointVariable = 'OTEL_EXPORTER_OTLP_ENDPOINT';

let root: string;
let printed: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-show-spans-'));
  mkdirSync(join(root, spansFolder), { recursive: true });
  printed = '';
  jest.spyOn(console, 'log').mockImplementation((line: string) => void (printed += `${line}\n`));
  jest.mocked(sendTrace).mockReset().mockResolvedValue(undefined);
  process.env[endpointVariable] = '';
});
afterEach(() => {
  process.env[endpointVariable] = '';
  rmSync(root, { recursive: true });
});

const kept = (file: string): string => readFileSync(join(root, spansFolder, file), 'utf8');

describe('the time of a rollout (N1)', () => {
  it('is a table, a file for programs and a picture', async () => {
    await showSpans(root, title, spans);
    expect(printed).toMatch(/build\s+0\.00\s+2\.50\s+web/);
    expect(printed).toContain('spans.json');
    expect(JSON.parse(kept('spans.json'))).toMatchObject({ title, seconds: 8, spans });
    expect(kept('spans.svg')).toMatch(/^<svg [^]*saved apps\/web\/page\.tsx: 8\.00 s/);
    expect(sendTrace).not.toHaveBeenCalled();
  });

  it('is sent to the collector that is named', async () => {
    process.env[endpointVariable] = 'http://127.0.0.1:4318';
    await showSpans(root, title, spans);
    const to = { endpoint: 'http://127.0.0.1:4318', service: 'nx-helm', name: title };
    expect(sendTrace).toHaveBeenCalledWith(spans, to);
  });

  it('is kept where the collector is away, with a warning', async () => {
    process.env[endpointVariable] = 'http://127.0.0.1:4318';
    jest.mocked(sendTrace).mockRejectedValue(new Error('the collector is away'));
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    await showSpans(root, title, spans);
    expect(warn).toHaveBeenCalledWith('the collector is away');
    expect(kept('spans.svg')).toContain('<svg');
  });

  it('is nothing of a run without steps', async () => {
    await showSpans(root, title, []);
    expect(printed).toBe('');
  });
});
