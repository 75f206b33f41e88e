import fc from 'fast-check';

import { parseInline, parseText, type Block, type Inline } from './parse-text.ts';

function inlinesOf(blocks: Block[]): Inline[] {
  return blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines : block.items)).flat();
}

describe('a title in quotes', () => {
  it.each(['“**bold** title”', '“https://evil.example/?q=1”', '“[a](https://b.example)”'])(
    'is shown as it was typed: %s',
    (quote) => {
      expect(parseInline(`Added ${quote}.`)).toEqual([
        { kind: 'text', text: 'Added ' },
        { kind: 'quote', text: quote },
        { kind: 'text', text: '.' },
      ]);
    },
  );
});

describe('addresses in an answer', () => {
  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,hello)',
    '[bank.example](https://evil.example/login)',
    '![pixel](https://evil.example/p.png)',
    'see https://evil.example/?q=1',
  ])('%s is text', (line) => {
    expect(parseInline(line)).toEqual([{ kind: 'text', text: line }]);
  });
});

describe('the shape of an answer', () => {
  it('keeps every word of plain text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ,.!?<>&"']*$/u), (value) => {
        const texts = inlinesOf(parseText(value)).map((inline) => inline.text);
        expect(texts.join('')).toBe(value.trim() === '' ? '' : value);
      }),
    );
  });

  it('takes a numbered list after a question for its answers', () => {
    const kinds = (text: string) =>
      parseText(text).map((block) => (block.kind === 'numbered' ? block.answers : block.kind));
    expect(kinds('Which one?\n1. milk\n2. bread\nSay its number.')).toEqual([
      'paragraph',
      true,
      'paragraph',
    ]);
    expect(kinds('Steps:\n1. milk\n2. bread')).toEqual(['paragraph', false]);
    expect(kinds('You have\n3. things')).toEqual(['paragraph']);
  });

  it('has paragraphs, lists and bold words', () => {
    expect(parseText('You have **two**:\n- milk\n- bread\n\nDone.')).toEqual([
      {
        kind: 'paragraph',
        lines: [
          [
            { kind: 'text', text: 'You have ' },
            { kind: 'strong', text: 'two' },
            { kind: 'text', text: ':' },
          ],
        ],
      },
      {
        kind: 'list',
        items: [[{ kind: 'text', text: 'milk' }], [{ kind: 'text', text: 'bread' }]],
      },
      { kind: 'paragraph', lines: [[{ kind: 'text', text: 'Done.' }]] },
    ]);
  });
});
