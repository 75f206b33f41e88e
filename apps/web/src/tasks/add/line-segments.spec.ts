import { segmentsOf } from './line-segments.ts';

const texts = (text: string, spans: Parameters<typeof segmentsOf>[1]) =>
  segmentsOf(text, spans).map((segment) => `${segment.kind}:${segment.text}`);

describe('highlighting what was understood', () => {
  it('cuts the line at its spans, in any order', () => {
    const spans = [
      { start: 13, end: 21, kind: 'date' as const },
      { start: 0, end: 3, kind: 'command' as const },
    ];
    expect(texts('add buy milk tomorrow', spans)).toEqual([
      'command:add',
      'plain: buy milk ',
      'date:tomorrow',
    ]);
  });

  it('loses no letter when the answer belongs to an older line', () => {
    const spans = [{ start: 4, end: 40, kind: 'date' as const }];
    expect(texts('buy milk', spans)).toEqual(['plain:buy milk']);
  });
});
