import fc from 'fast-check';

/** Texts without quotes that readers of YAML take for different things, by its version. */
const keywords = [
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'yEs', 'n', 'N', 'no', 'NO', 'on', 'On', 'off', 'OFF', 'true'],
  ...['True', 'TRUE', 'tRue', 'false', 'null', 'Null', 'NULL', '~', 'nUll', '.5', '.', '-', '_1'],
  ...[
    '1_000',
    '0b11',
    '0B11',
    '-0b11',
    '0b-11',
    '0b12',
    '0o17',
    '0o440',
    '0O7',
    '0440',
    '0555',
    '08',
  ],
  ...[
    '0x1F',
    '0xFF',
    '0x_1F',
    '0x',
    '+12',
    '-0',
    '-0.0',
    '1.',
    '1.e3',
    '1e3',
    '1E-3',
    '12e4567',
    '1e400',
  ],
  ...['1e-400', '-1e-400', '.1e400', '1_0.5', '.5_0', '._5', '22:22', '1:20:30', '190:20:30.15'],
  ...['2026-11-21', '2026-11-21T10:00:00Z', '1000000', '9007199254740993', '12345678901234567890'],
  ...[
    '18446744073709551616',
    '-9223372036854775809',
    '123456789012345678901234567890',
    '0.1',
    '1e21',
  ],
  ...[
    '1e-7',
    '123456789.123456789',
    'a',
    'a b',
    'a:b',
    'http://x',
    '00',
    '0_7',
    '1__0',
    '+.5',
    '-.5e3',
  ],
];

/** Texts of up to seven of these. */
export const fromPieces = (pieces: readonly string[]) =>
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 7 }).map((all) => all.join(''));

/** What may stand without quotes; also by pieces of numbers, and pieces of any text. */
export const plainText = fc
  .oneof(
    fc.constantFrom(...keywords),
    fromPieces([
      '0',
      '1',
      '7',
      '8',
      '9',
      '_',
      '+',
      '-',
      '.',
      'e',
      'E',
      'x',
      'X',
      'o',
      'b',
      'a',
      'f',
    ]),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  )
  // Alone these begin a list or are no text.
  .filter((text) => !/^[-.]$|^-- ?|^\.\.\.|^---/.test(text));

/** What may stand between quotes. */
export const anyText = fc.oneof(
  plainText,
  fc.string({ unit: 'binary', maxLength: 6 }),
  fromPieces([
    '"',
    "'",
    '\\',
    '\n',
    '\t',
    ' ',
    ': ',
    ' #',
    '{',
    '}',
    '<<',
    '*a',
    '&a',
    '\u2028',
    '\u0085',
    'é',
    '😀',
    '\u007f',
    '\ufeff',
    '\0',
  ]),
);

/** As it stands between double quotes, in characters that any reader takes. */
export const quoted = (text: string): string => {
  const inJson = JSON.stringify(text);
  return inJson.replaceAll(/[\u007f-\uffff]/g, (each) =>
    /[\ud800-\udfff]/.test(each) ? each : `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};

/** A value in any of its spellings. */
export const scalar = fc.oneof(
  { weight: 4, arbitrary: plainText },
  { weight: 2, arbitrary: plainText.map((text) => `'${text.replaceAll("'", "''")}'`) },
  { weight: 2, arbitrary: anyText.map(quoted) },
  { weight: 1, arbitrary: plainText.map((text) => `!!str ${text}`) },
  { weight: 1, arbitrary: fc.integer().map((number) => `!!float ${number}`) },
  { weight: 1, arbitrary: plainText.map((text) => `! ${text}`) },
);
