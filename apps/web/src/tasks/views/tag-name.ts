/** A tag as tags are compared: in whatever case, and however a letter is put together. */
export const foldedTag = (tag: string): string => tag.normalize('NFKC').toLowerCase();
