import { answerCharacters, boundedAnswer } from './bounded.ts';

describe('an answer (O1)', () => {
  it('is whole where it is short', () => {
    const answer = { releases: [{ release: 'api', restarts: ['Deployment/api'], kept: null }] };
    expect(boundedAnswer(answer)).toEqual(answer);
  });

  it('says how much of a long list, object or text is left out', () => {
    const { list, text, map } = boundedAnswer({
      list: Array.from({ length: 100 }, (_, index) => index),
      text: 'x'.repeat(5000),
      map: Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`key${index}`, index])),
    }) as { list: unknown[]; text: string; map: Record<string, unknown> };
    expect(list).toHaveLength(61);
    expect(list.at(-1)).toBe('and 40 more');
    expect(text).toMatch(/^x{4000} \[1000 more characters\]$/);
    expect(map['more']).toBe('and 10 more');
  });

  it('is never larger than a model can take, and still counts what is left out', () => {
    const list = Array.from({ length: 3000 }, () => ({
      inner: Array.from({ length: 100 }, () => 'x'.repeat(5000)),
    }));
    const answer = boundedAnswer({ list });
    expect(JSON.stringify(answer).length).toBeLessThan(answerCharacters);
    expect((answer['list'] as unknown[]).at(-1)).toMatch(/^and \d+ more$/);
  });

  it('has nothing unseen in any text or key of it', () => {
    const answer = boundedAnswer({
      by: 'dev\u001b]8;;https://example.test/\u0007@machine',
      'key\u202e': ['a\u200bb', { reason: '\u001b[31mBackOff\u001b[0m' }],
    });
    expect(answer).toEqual({ by: 'dev@machine', key: ['ab', { reason: 'BackOff' }] });
  });
});
