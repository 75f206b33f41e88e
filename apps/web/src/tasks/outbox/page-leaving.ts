/** Long enough for the next page to take this one's place. */
const leavingMilliseconds = 5_000;

let leavesUntil = 0;

if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', () => {
    leavesUntil = Date.now() + leavingMilliseconds;
  });
}

/**
 * Ends at once, unless the page is being left: then the browser has cut its requests off, which says nothing
 * of what the server did, and whoever waits here goes with the page. On one that stays after all it ends.
 */
export async function whileLeaving(): Promise<void> {
  const rest = leavesUntil - Date.now();
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
