import { describe, expect, it } from '@jest/globals';
import { createLog, errorFields } from '../base/log.ts';
import { securePage, securityHeaders } from './security-headers.ts';

function directives(policy: string | null): Map<string, string> {
  const parts = (policy ?? '').split('; ').map((each) => each.split(/ (.*)/, 2));
  return new Map(parts.map(([name, value]) => [name ?? '', value ?? '']));
}

describe('content security policy', () => {
  it('lets no script run but those with the nonce of this answer', () => {
    const page = securePage(new Headers(), false);
    const script = directives(page.responseHeaders.get('content-security-policy')).get(
      'script-src',
    );
    expect(script).toContain(`'nonce-${page.requestHeaders.get('x-nonce')}'`);
    expect(script).not.toMatch(/unsafe/);
  });

  it('has a new nonce of 128 bits for each page', () => {
    const nonces = [1, 2, 3].map(
      () => securePage(new Headers()).requestHeaders.get('x-nonce') ?? '',
    );
    expect(new Set(nonces).size).toBe(3);
    for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
  });

  it('does not take a nonce that the client chose', () => {
    const page = securePage(
      new Headers({ 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" }),
    );
    expect(page.requestHeaders.get('x-nonce')).not.toBe('chosen');
    expect(page.requestHeaders.get('content-security-policy')).not.toContain('chosen');
  });

  it('sends nothing to other hosts and shows in no frame', () => {
    const policy = directives(
      securePage(new Headers(), false).responseHeaders.get('content-security-policy'),
    );
    expect(policy.get('default-src')).toBe("'none'");
    expect(policy.get('connect-src')).toBe("'self'");
    expect(policy.get('img-src')).toBe("'self' data:");
    expect(policy.get('frame-ancestors')).toBe("'none'");
    expect(policy.get('form-action')).toBe("'self'");
    expect(securityHeaders).toContainEqual({ key: 'X-Content-Type-Options', value: 'nosniff' });
  });
});

describe('log (A4)', () => {
  it('is one JSON object a line, from the chosen level on', () => {
    const lines: string[] = [];
    const log = createLog({
      service: 'web',
      level: () => 'warn',
      write: (line) => lines.push(line),
    });
    log.info('not this');
    log.error('line\nbreak', { requestId: 'r1' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      service: 'web',
      message: 'line\nbreak',
      requestId: 'r1',
    });
  });

  it('leaves out what a database error quotes from a row', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(ada@example.com)',
    });
    expect(JSON.stringify(errorFields(error))).not.toContain('ada@example.com');
  });
});
