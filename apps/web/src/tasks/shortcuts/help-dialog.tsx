'use client';

import { Checkbox, Dialog } from '@taskora/ui';
import type { ReactElement } from 'react';

export interface HelpDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  singleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
}

const groups: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Everywhere',
    keys: [
      ['n or q', 'Write a task'],
      ['/ or Ctrl K', 'Search'],
      ['Ctrl Z', 'Undo the last change'],
      ['Ctrl Shift Z', 'Do it again'],
      ['F6', 'Go to the last notice'],
      ['?', 'This help'],
    ],
  },
  {
    title: 'While writing a task',
    keys: [
      ['Enter', 'Add it'],
      ['Esc', 'Keep the words of what is read'],
      ['Backspace', 'The same, right behind a date'],
      ['Alt ↓', 'Take the other reading'],
    ],
  },
  {
    title: 'In the list',
    keys: [
      ['↑ ↓ Home End', 'Go to another task'],
      ['← →', 'Go to its buttons'],
      ['Space', 'Complete it'],
      ['e', 'Edit it'],
      ['Delete', 'Delete it'],
      ['Alt ↑ ↓', 'Move it, where tasks are in the order by hand'],
    ],
  },
  {
    title: 'Many tasks at once',
    keys: [
      ['x', 'Select the task, or not any more'],
      ['Shift ↑ ↓', 'Select the tasks on the way'],
      ['Ctrl A', 'Select all that are shown'],
      ['Delete', 'Delete the selected tasks'],
      ['Esc', 'End the selection'],
    ],
  },
];

/** Every key that means something on the page of tasks. */
export function HelpDialog(props: HelpDialogProps): ReactElement {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title="Keyboard">
      {groups.map(({ title, keys }) => (
        <section key={title} className="grid gap-2">
          <h3 className="text-sm font-medium text-muted">{title}</h3>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            {keys.map(([key, meaning]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-sans">
                    {key}
                  </kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Checkbox
        label="Single letters are commands"
        checked={props.singleKeys}
        onCheckedChange={props.onSingleKeys}
      />
    </Dialog>
  );
}
