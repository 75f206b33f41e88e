import { describeError, Problem } from './errors.ts';

describe('errors for people', () => {
  it('are one line with a code, the cause and the next command', () => {
    const problem = new Problem('PORT_TAKEN', 'port 1 is taken', 'kill 2');
    expect(describeError(problem)).toBe('PORT_TAKEN: port 1 is taken. Do: kill 2');
  });

  it('name what was not foreseen as such', () => {
    expect(describeError(new Error('odd'))).toMatch(/^UNEXPECTED: .*odd[\s\S]*Do: /);
    expect(describeError('text')).toMatch(/^UNEXPECTED: text\. Do: /);
  });
});
