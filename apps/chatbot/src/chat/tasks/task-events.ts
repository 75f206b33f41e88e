/** Where the browser has ended the stream for good, as when too many pages have one. */
const openAgainMilliseconds = 30_000;
const closed = 2;

/**
 * Calls back when something may have changed, while the page is seen; a page that is not seen holds no
 * connection, and is called back as soon as it is. Returns what ends it.
 */
export function followChanges(onChange: () => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = null;
  }
  function open(): void {
    if (source !== null || typeof EventSource === 'undefined') return;
    const opened = new EventSource('/api/v1/events');
    source = opened;
    // What happened before the stream was there is not said by it.
    opened.addEventListener('open', onChange);
    opened.addEventListener('message', onChange);
    opened.addEventListener('left', onChange);
    opened.addEventListener('error', () => {
      if (source !== opened || opened.readyState !== closed) return;
      close();
      timer = setTimeout(open, openAgainMilliseconds);
    });
  }
  function onVisible(): void {
    if (document.visibilityState !== 'visible') {
      close();
      return;
    }
    open();
    onChange();
  }

  if (document.visibilityState === 'visible') open();
  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('focus', onVisible);
  return () => {
    close();
    document.removeEventListener('visibilitychange', onVisible);
    window.removeEventListener('focus', onVisible);
  };
}
