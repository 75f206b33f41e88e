type WhenEnded = () => Promise<void>;

const works = new Set<WhenEnded>();

/** Longer than any request of the page may take. */
const timeoutMilliseconds = 15_000;

/** Announces work of the page that signing out would cut off; returns a function that withdraws it. */
export function announceWork(whenEnded: WhenEnded): () => void {
  works.add(whenEnded);
  return () => works.delete(whenEnded);
}

/** Whether all announced work has ended, which is waited for as long as a request may take. */
export async function hasWorkEnded(milliseconds: number = timeoutMilliseconds): Promise<boolean> {
  if (works.size === 0) return true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const ended = Promise.all([...works].map((whenEnded) => whenEnded())).then(() => true as const);
  try {
    return await Promise.race([ended, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
