interface LiveObject {
  readonly metadata: { readonly uid: string; readonly deletionTimestamp?: string };
}

/** What the API server and controllers note of an object by themselves, long after somebody has written it. */
const ownNotes = new Set(['managedFields', 'resourceVersion']);

/**
 * The objects as whoever wrote them left them, in one text: without their status, and without those that are
 * going already. Two equal texts stand for a namespace that nobody has written to in between.
 */
export function writtenObjects(objects: readonly LiveObject[]): string {
  return objects
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map((object) => {
      const metadata = Object.entries(object.metadata).filter(([name]) => !ownNotes.has(name));
      return JSON.stringify({
        ...object,
        metadata: Object.fromEntries(metadata),
        status: undefined,
      });
    })
    .toSorted()
    .join('\n');
}
