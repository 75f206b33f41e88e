'use client';

import { Checkbox, Dialog } from '@taskora/ui';
import type { ReactElement } from 'react';

import { keyboardMap } from './keyboard-map.ts';

export interface HelpDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  singleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
}

/** Every key that means something on the page of tasks. */
export function HelpDialog(props: HelpDialogProps): ReactElement {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title="Keyboard">
      {keyboardMap.map(({ title, shortcuts }) => (
        <section key={title} className="grid gap-2">
          <h3 className="text-sm font-medium text-muted">{title}</h3>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            {shortcuts.map(({ keys, meaning }) => (
              <div key={keys} className="contents">
                <dt>
                  <kbd className="rounded-sm border border-line bg-sunken px-1.5 py-0.5 font-sans">
                    {keys}
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
