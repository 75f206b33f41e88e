import { dictationFailure } from './dictation-failure.ts';
import {
  recognitionOfBrowser,
  type RecognitionFailure,
  type RecognitionResult,
} from './recognition.ts';

export interface DictationOptions {
  /** The BCP 47 tag of the language that is spoken; null for the browser's own. */
  language: string | null;
  /** Some spoken that will not change any more. */
  onSpoken: (spoken: string) => void;
  /** What was said after them, as it is understood so far. */
  onInterim: (spoken: string) => void;
  /** It has ended: because of a failure, which is described, or as it was to. */
  onEnd: (failure: string | null) => void;
}

export interface Dictation {
  /** Ends it, and takes what was said until now. */
  stop: () => void;
  /** Ends it at once; nothing more is taken. */
  abort: () => void;
}

/** Listens until it is stopped. It only ever gives spoken: what becomes of them is a person's to decide. */
export function dictate(options: DictationOptions): Dictation {
  const Recognition = recognitionOfBrowser();
  let isOver = false;
  let failure: string | null = null;
  let interim = '';
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    // Not every browser makes certain what it has shown before it ends.
    if (interim !== '') options.onSpoken(interim);
    options.onEnd(failure);
  };
  if (Recognition === null) {
    failure = dictationFailure('');
    end();
    return { stop: end, abort: end };
  }
  const recognition = new Recognition();
  if (options.language !== null) recognition.lang = options.language;
  recognition.continuous = true;
  recognition.interimResults = true;
  recognition.addEventListener('result', (event) => {
    if (isOver) return;
    const { results, resultIndex } = event as RecognitionResult;
    const changed = Array.from(results).slice(resultIndex);
    const uncertain: string[] = [];
    for (const result of changed) {
      const spoken = result[0]?.transcript.trim() ?? '';
      if (result.isFinal) options.onSpoken(spoken);
      else uncertain.push(spoken);
    }
    interim = uncertain.join(' ').trim();
    options.onInterim(interim);
  });
  recognition.addEventListener('error', (event) => {
    failure = dictationFailure((event as RecognitionFailure).error);
  });
  recognition.addEventListener('end', end);
  try {
    recognition.start();
  } catch {
    failure = dictationFailure('');
    end();
  }
  return {
    stop: () => recognition.stop(),
    abort: () => {
      isOver = true;
      recognition.abort();
    },
  };
}
