'use client';

import { useEffect, useEffectEvent } from 'react';

import { watchTyping } from './own-undo.ts';
import { commandOf, type Command } from './shortcut.ts';

/** Listens to the page's keys; a command that answers false leaves the key to the browser. */
export function useShortcuts(
  withSingleKeys: boolean,
  onCommand: (command: Command) => boolean,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const command = commandOf(event, document.activeElement, withSingleKeys);
    if (command && onCommand(command)) event.preventDefault();
  });
  useEffect(() => {
    const stopWatching = watchTyping();
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => {
      stopWatching();
      document.removeEventListener('keydown', listen);
    };
  }, []);
}
