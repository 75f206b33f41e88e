import { matching, scoreOf } from './match.ts';

const named = (name: string) => ({ name });

describe('a name', () => {
  it.each([
    ['Undo the last change', 'undo'],
    ['Undo the last change', 'last ch'],
    ['Undo the last change', 'UNDO change'],
    ['Café à Paris', 'cafe paris'],
    ['Upcoming', 'comin'],
  ])('%s answers to “%s”', (name, typed) => expect(scoreOf(name, typed)).not.toBeNull());

  it.each([
    ['Keyboard help', 'keybord', 'a letter is missing'],
    ['Keyboard help', 'keyyboard', 'one is too many'],
    ['Keyboard help', 'keyboatd', 'one is another'],
    ['Keyboard help', 'kyeboard', 'two have changed places'],
    ['Keyboard help', 'kyebo', 'the rest is not typed yet'],
  ])('%s answers to “%s”: %s', (name, typed) => expect(scoreOf(name, typed)).not.toBeNull());

  it.each([
    ['Keyboard help', 'keyboard undo'],
    ['Keyboard help', 'kyebaord'],
    ['Today', 'tad'],
    ['Today', ''],
    ['Today', ' ?'],
  ])('%s does not answer to “%s”', (name, typed) => expect(scoreOf(name, typed)).toBeNull());
});

it('gives the whole word before its beginning, and that before a slip', () => {
  const names = ['Tagged', 'Tasks', 'Task', 'Tsak'].map(named);
  expect(matching(names, 'task')).toEqual(['Task', 'Tasks', 'Tsak'].map(named));
});

it('keeps the order of what answers equally well', () => {
  const names = ['Move the task up', 'Move the task down'].map(named);
  expect(matching(names, 'move')).toEqual(names);
});
