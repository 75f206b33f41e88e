import { asked } from '../programs/asked.ts';
import { compared } from '../programs/comparison.ts';
import { labelledLines } from '../programs/corpora.ts';
import { generatedLines } from '../programs/generated-lines.ts';
import { LANGUAGES, loadData } from './languages.ts';

// Both engines read each line, the API's in Python.
jest.setTimeout(300_000);

// English has most of the lines that are labelled; what is of no language is tried with it.
const isMain = (language: string): boolean => language === 'en';
const GENERATED = 20_000;
const GENERATED_OF_OTHERS = 4000;

async function last(counts: AsyncGenerator<number>): Promise<number> {
  let count = 0;
  for await (count of counts);
  return count;
}

describe.each(LANGUAGES)('both engines find the same in %s, to the byte', (language) => {
  it('in every labelled line', async () => {
    const lines = isMain(language)
      ? labelledLines()
      : labelledLines(`grammar/data/lines-${language}.tsv`);
    expect(lines.length).toBeGreaterThan(isMain(language) ? 1000 : 30);
    expect(
      await last(compared(language, lines.map((text) => asked(text)).values(), lines.length)),
    ).toBe(lines.length);
  });

  // `npx nx run grammar:equality` reads a million, and prints another seed each time.
  it('in lines of phrases, figures, marks and all of Unicode', async () => {
    const lines = generatedLines(await loadData(language), 1);
    const count = isMain(language) ? GENERATED : GENERATED_OF_OTHERS;
    expect(await last(compared(language, lines, count))).toBe(count);
  });
});
