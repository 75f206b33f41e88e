/** Of the Web Speech API what is used here; the libraries of TypeScript do not have it. */
export interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start: () => void;
  stop: () => void;
  abort: () => void;
}

export interface RecognitionResult extends Event {
  /** Of the results, the first that is new or has changed. */
  resultIndex: number;
  results: ArrayLike<{ isFinal: boolean } & ArrayLike<{ transcript: string }>>;
}

export interface RecognitionFailure extends Event {
  error: string;
}

type Made = new () => Recognition;

/** What makes a recognition of speech in this browser; null where it has none. */
export function recognitionOfBrowser(): Made | null {
  const known = window as { SpeechRecognition?: Made; webkitSpeechRecognition?: Made };
  return known.SpeechRecognition ?? known.webkitSpeechRecognition ?? null;
}
