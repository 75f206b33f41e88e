import { formatRemaining, formatSeconds, liveLine } from './live-line.mjs';

/** A terminal, or a file, that keeps what is written to it. */
function output(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 20, written, write: (text: string) => written.push(text) };
}

describe('the line that says what is going on', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());
  let seconds: number;
  const status = () => `${seconds} s · builds the images of everything`;
  const shown = (text: string) => `\r\u001b[K${text.slice(0, 19)}`;

  it('is there at once on a terminal, and anew each second, no wider than that', () => {
    const terminal = output(true);
    seconds = 0;
    const line = liveLine(status, terminal);
    seconds = 1;
    jest.advanceTimersByTime(1000);
    line.stop();
    expect(terminal.written).toEqual([
      shown('0 s · builds the images'),
      shown('1 s · builds the images'),
      '\r\u001b[K',
    ]);
    jest.advanceTimersByTime(60_000);
    expect(terminal.written).toHaveLength(3);
  });

  it('stays below the lines that are printed', () => {
    const terminal = output(true);
    seconds = 2;
    liveLine(status, terminal).print('web:build, 3 s');
    expect(terminal.written.slice(1)).toEqual([
      '\r\u001b[K',
      'web:build, 3 s\n',
      shown('2 s · builds the images'),
    ]);
  });

  it('is a whole line now and then where there is no terminal', () => {
    const file = output(false);
    seconds = 30;
    const line = liveLine(status, file);
    line.print('web:build, 3 s');
    expect(file.written).toEqual(['web:build, 3 s\n']);
    jest.advanceTimersByTime(60_000);
    line.stop();
    expect(file.written.slice(1)).toEqual([`${status()}\n`, `${status()}\n`]);
  });

  it.each([
    [undefined, ''],
    [0.4, ''],
    [59.4, ', about 59 s left'],
    [200, ', about 3:20 min left'],
  ])('says of %p seconds that are left %j', (left, text) => {
    expect(formatRemaining(left)).toBe(text);
  });

  it('counts minutes from 60 seconds on', () => {
    const shownSeconds = [0.4, 59.4, 59.6, 61, 754].map(formatSeconds);
    expect(shownSeconds).toEqual(['0 s', '59 s', '1:00 min', '1:01 min', '12:34 min']);
  });
});
