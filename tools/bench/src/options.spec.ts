import { chosen, counted } from './options.ts';

describe('the options of a bench', () => {
  const names = ['noop', 'skip'] as const;

  it('choose what is measured, in their order', () => {
    expect(chosen('skip,noop', names)).toEqual(['skip', 'noop']);
    expect(counted('rounds', '5', 100)).toBe(5);
  });

  it.each(['', 'noop,', 'noops', 'noop skip'])('are refused where they choose %j', (text) => {
    expect(() => chosen(text, names)).toThrow(
      /^USAGE: --only=.*Do: run this command again with some of --only=noop,skip$/,
    );
  });

  it.each(['', '0', '-1', '1.5', 'five', '101'])('are refused with %j rounds', (text) => {
    expect(() => counted('rounds', text, 100)).toThrow(
      `USAGE: --rounds=${text} is no whole number from 1 to 100. Do: run this command again with --rounds=5`,
    );
  });
});
