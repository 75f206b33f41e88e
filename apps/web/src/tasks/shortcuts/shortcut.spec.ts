import { commandOf } from './shortcut.ts';

const press = (key: string, rest: Partial<KeyboardEvent> = {}) =>
  new KeyboardEvent('keydown', { key, ...rest });

describe('a key in a field from which one chooses', () => {
  const select = document.createElement('select');

  it.each(['n', 'q', '/', '?'])('%s chooses there, and is no command', (key) => {
    expect(commandOf(press(key), select, true)).toBeNull();
    expect(commandOf(press(key), document.body, true)).not.toBeNull();
  });

  it('undoes what was done last: the browser has nothing to undo there', () => {
    expect(commandOf(press('z', { ctrlKey: true }), select, true)).toBe('undo');
  });
});
