import { describeError, Problem, stackOf } from './errors.ts';

describe('errors for people', () => {
  it('are one line with a code, the cause and the next command', () => {
    const problem = new Problem('PORT_TAKEN', 'port 1 is taken', 'kill 2');
    expect(describeError(problem)).toBe('PORT_TAKEN: port 1 is taken. Do: kill 2');
  });

  it('name what was not foreseen as such, and keep its stack for developers', () => {
    const odd = new Error('odd\nsecond line');
    expect(describeError(odd)).toMatch(/^UNEXPECTED: odd\. Do: .*$/);
    expect(stackOf(odd)).toContain('errors.spec.ts');
    expect(stackOf(new Problem('KNOWN', 'it', 'that'))).toBeUndefined();
    expect(describeError('text')).toMatch(/^UNEXPECTED: text\. Do: /);
  });
});
