import { UserError } from '@taskora/base/errors';

/** The names of a list such as `noop,skip`, each of which is one of those that there are. */
export function chosen<Name extends string>(
  text: string,
  names: readonly Name[],
  option = 'only',
): Name[] {
  return text.split(',').map((given) => {
    const known = names.find((name) => name === given);
    if (known !== undefined) return known;
    const what = `--${option}=${text} names ${given || 'nothing'}, which cannot be measured`;
    throw new UserError(
      'USAGE',
      what,
      `run this command again with some of --${option}=${names.join(',')}`,
    );
  });
}

/** A whole number from 1 to a maximum. */
export function counted(option: string, text: string, atMost: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number <= atMost) return number;
  const what = `--${option}=${text} is no whole number from 1 to ${atMost}`;
  throw new UserError(
    'USAGE',
    what,
    `run this command again with --${option}=${Math.min(5, atMost)}`,
  );
}
