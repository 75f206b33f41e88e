'use client';

import { ownLocale, useHydrated } from '@taskora/ui';
import { useEffect, useRef, useState } from 'react';

import type { Dictation } from './dictation.ts';
import { recognitionOfBrowser } from './recognition.ts';

export interface UsedDictation {
  /** The browser can do it. */
  isKnown: boolean;
  isListening: boolean;
  /** What is being recognised, before it is certain. */
  interim: string;
  failure: string | null;
  /** Begins to listen, or ends it and takes what was said until then. */
  toggle: () => void;
  /** Ends it; what was said since is not taken. */
  abort: () => void;
}

/** Dictation where the browser has it; spoken go to `onSpoken`, and nothing else comes of them. */
export function useDictation(onSpoken: (spoken: string) => void): UsedDictation {
  const hydrated = useHydrated();
  const [isListening, setIsListening] = useState(false);
  const [interim, setInterim] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<Dictation | null>(null);
  const attempt = useRef(0);
  const give = useRef(onSpoken);
  useEffect(() => {
    give.current = onSpoken;
  }, [onSpoken]);

  const end = (why: string | null): void => {
    running.current = null;
    attempt.current += 1;
    setIsListening(false);
    setInterim('');
    setFailure(why);
  };
  const begin = async (): Promise<void> => {
    setIsListening(true);
    setFailure(null);
    const own = (attempt.current += 1);
    try {
      // It comes only for who wants it: nobody waits for it to see the chat.
      const { dictate } = await import('./dictation.ts');
      // Whoever has pressed again, or left, does not want it any more.
      if (own !== attempt.current) return;
      running.current = dictate({
        language: ownLocale(),
        onSpoken: (spoken) => {
          if (spoken !== '') give.current(spoken);
        },
        onInterim: setInterim,
        onEnd: end,
      });
    } catch {
      end('A part of the page could not be loaded. Check the connection and try again.');
    }
  };
  const abort = (): void => {
    if (!isListening) return;
    running.current?.abort();
    end(null);
  };
  const toggle = (): void => {
    if (!isListening) void begin();
    else if (running.current === null) end(null);
    else running.current.stop();
  };

  useEffect(
    () => () => {
      attempt.current += 1;
      running.current?.abort();
    },
    [],
  );

  const isKnown = hydrated && recognitionOfBrowser() !== null;
  return { isKnown, isListening, interim, failure, toggle, abort };
}
