import { summaryOf } from './change-summary.tsx';
import { stepOf, UndoStack, type Step } from './undo-stack.ts';

const step = (title: string): Step => stepOf(summaryOf('completed', title), [title]);

it('gives the steps back in the order in which they were wished, the last first', async () => {
  const stack = new UndoStack();
  const [first, second] = [step('first'), step('second')];
  const finishFirst = stack.begin();
  const finishSecond = stack.begin();
  // The answer to the second comes first.
  finishSecond(second);
  finishFirst(first);
  expect([await stack.takeDone(), await stack.takeDone(), await stack.takeDone()]).toEqual([
    second,
    first,
    null,
  ]);
});

it('waits for a step that is under way, and passes over one that came to nothing', async () => {
  const stack = new UndoStack();
  const first = step('first');
  stack.begin()(first);
  const finish = stack.begin();
  const taken = stack.takeDone();
  finish(null);
  expect(await taken).toBe(first);
});

it('does not undo again what was undone from a notice', async () => {
  const stack = new UndoStack();
  const first = step('first');
  stack.begin()(first);
  stack.takeOut(first);
  expect(await stack.takeDone()).toBeNull();
});

it('forgets what could be redone as soon as something else is done', async () => {
  const stack = new UndoStack();
  stack.expectUndone()(step('redo me'));
  expect(stack.hasUndone).toBe(true);
  stack.begin()(step('first'));
  expect(stack.hasUndone).toBe(false);
});

it('has one key for the undo of a change, so that it is undone once', () => {
  const { changes } = step('first');
  expect(changes[0]?.key).toMatch(/^[0-9a-f-]{36}$/u);
});
