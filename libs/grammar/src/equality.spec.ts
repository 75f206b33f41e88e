import { asked } from '../programs/asked.ts';
import { compared } from '../programs/comparison.ts';
import { labelledLines } from '../programs/corpora.ts';
import { generatedLines } from '../programs/generated-lines.ts';
import { LANGUAGES, loadData } from './languages.ts';

// Both engines read each line, the API's in Python.
jest.setTimeout(300_000);

const GENERATED = 20_000;

async function last(counts: AsyncGenerator<number>): Promise<number> {
  let count = 0;
  for await (count of counts);
  return count;
}

describe.each(LANGUAGES)('both engines find the same in %s, to the byte', (language) => {
  it('in every labelled line', async () => {
    const lines = labelledLines();
    expect(lines.length).toBeGreaterThan(1000);
    expect(
      await last(compared(language, lines.map((text) => asked(text)).values(), lines.length)),
    ).toBe(lines.length);
  });

  // `npx nx run grammar:equality` reads a million, and prints another seed each time.
  it('in lines of phrases, figures, marks and all of Unicode', async () => {
    const lines = generatedLines(await loadData(language), 1);
    expect(await last(compared(language, lines, GENERATED))).toBe(GENERATED);
  });
});
