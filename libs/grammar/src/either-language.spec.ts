import { languageOf, loadLanguage, parseInEither, type LanguageCode } from './index.ts';

const CONTEXT = { now: '2026-11-30T09:30' };

async function read(line: string, locale: string) {
  const [own, main] = await Promise.all([
    loadLanguage(languageOf(locale)),
    loadLanguage(languageOf(null)),
  ]);
  const { title, due } = parseInEither(line, CONTEXT, own, main);
  return { title, on: due?.on };
}

describe('a line of a person who speaks two languages', () => {
  it.each<[string, LanguageCode, string, string | undefined]>([
    ['pagar la renta mañana', 'es', 'pagar la renta', '2026-12-01'],
    ['pay the rent tomorrow', 'es', 'pay the rent', '2026-12-01'],
    ['pay the rent tomorrow', 'ur', 'pay the rent', '2026-12-01'],
    ['pagar la renta mañana', 'en', 'pagar la renta mañana', undefined],
    ['comprar 10 panes', 'es', 'comprar 10 panes', undefined],
    ['call mom', 'hi', 'call mom', undefined],
  ])('%s (%s) is %s on %s', async (line, locale, title, on) => {
    expect(await read(line, locale)).toEqual({ title, on });
  });

  it('leaves alone what their language has left alone', async () => {
    // A line that says no holds no date in Spanish, and 5/12 has no words of another language.
    expect(await read('no llamar el 5/12', 'es')).toEqual({
      title: 'no llamar el 5/12',
      on: undefined,
    });
  });

  it('is read in English where the language has no data', async () => {
    expect(await read('pay the rent tomorrow', 'fr-FR')).toEqual({
      title: 'pay the rent',
      on: '2026-12-01',
    });
  });
});
