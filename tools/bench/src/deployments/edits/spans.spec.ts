import type { Span } from '@taskora/base/spans/span';
import { withUpgrade } from './spans.ts';

const span = (name: Span['name'], startMs: number, endMs: number): Span => ({
  name,
  of: 'web',
  startMs,
  endMs,
});

describe('the upgrade of a tool that does not say when it began', () => {
  it('is from the last transfer until the end of the command', () => {
    const spans = [span('nx', 0, 900), span('transfer', 100, 200), span('transfer', 300, 400)];
    expect(withUpgrade(spans, 'web').at(-1)).toEqual(span('upgrade', 400, 900));
  });

  it('is not guessed where no image was transferred', () => {
    const spans = [span('nx', 0, 900), span('image', 100, 200)];
    expect(withUpgrade(spans, 'web')).toEqual(spans);
  });
});
