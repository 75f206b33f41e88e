'use client';

import type { ComponentPropsWithRef, MouseEvent, ReactElement } from 'react';

import { showView } from './use-view.ts';
import { searchOf, type View } from './view.ts';

export interface ViewAnchorProps extends Omit<ComponentPropsWithRef<'a'>, 'href' | 'onClick'> {
  view: View;
  /** Called in place of going there, for who has something to do before or after. */
  onGo?: () => void;
}

/** A link to a view, which is shown on this page. */
export function ViewAnchor({ view, onGo, children, ...rest }: ViewAnchorProps): ReactElement {
  function go(event: MouseEvent): void {
    // With a key it is for the browser: another tab, a window, a download.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (onGo) onGo();
    else showView(view);
  }

  return (
    <a {...rest} href={`/tasks${searchOf(view)}`} onClick={go}>
      {children}
    </a>
  );
}
