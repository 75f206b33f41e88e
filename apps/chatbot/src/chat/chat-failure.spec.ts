import { ChatFailure, failureOfResponse, failureText } from './chat-failure.ts';

function problem(status: number, body: unknown = {}): Response {
  return new Response(JSON.stringify(body), { status });
}

describe('what a failure promises', () => {
  it.each([
    [401, false, true],
    [413, false, false],
    [422, false, false],
    [429, true, false],
    [503, true, false],
  ])(
    'status %i: nothing was changed, retry %s, sign in %s',
    async (status, canRetry, mustSignIn) => {
      const text = failureText(await failureOfResponse(problem(status)));
      expect(text.detail).toContain('Nothing was changed.');
      expect(text).toMatchObject({ canRetry, mustSignIn });
    },
  );

  it.each([500, 502, 504])(
    'status %i: it is not known, and that is what it says',
    async (status) => {
      const text = failureText(await failureOfResponse(problem(status)));
      expect(text.detail).toContain('It is not known whether this was done.');
    },
  );

  it('repeats the fix that the service names for a field', async () => {
    const fields = [{ path: 'text', message: 'Too long.', fix: 'Use at most 2000 characters.' }];
    const text = failureText(await failureOfResponse(problem(422, { detail: 'x', fields })));
    expect(text.detail).toMatch(/^Use at most 2000 characters\./u);
  });

  it('survives an answer that is not an envelope', async () => {
    const failure = await failureOfResponse(new Response('<html>', { status: 502 }));
    expect(failure.detail).toBeUndefined();
  });

  it('never shows what an unknown error says inside', () => {
    const text = failureText(new Error('stack of secrets'));
    expect(JSON.stringify(text)).not.toContain('secrets');
    expect(failureText(new ChatFailure('cut'))).toEqual(text);
  });
});
