const texts: Readonly<Record<string, string>> = {
  'not-allowed':
    'The browser does not let this page use the microphone. Allow it in the browser’s settings for this page, then try again.',
  'service-not-allowed':
    'The browser does not allow dictation here. Allow it in the browser’s settings, then try again.',
  'audio-capture': 'No microphone was found. Connect one, then try again.',
  network:
    'The service by which this browser understands speech cannot be reached. Try again later.',
  'no-speech': 'Nothing was heard. Speak a little closer to the microphone, then try again.',
  'language-not-supported': 'This browser does not understand speech in your language.',
};

/** Why dictation has ended, for people; null where they have ended it themselves. */
export function dictationFailure(code: string): string | null {
  if (code === 'aborted') return null;
  const known = Object.hasOwn(texts, code) ? texts[code] : undefined;
  return known ?? 'Dictation did not work. Try again, or type the message.';
}
