/** What a manifest says of an image. */
export interface NamedImage {
  readonly repository: string;
  readonly digest?: string;
}

/** A tag in front of a digest says nothing; the port of a host is none. */
export function partsOf(image: string): NamedImage {
  const [name = '', digest] = image.split('@');
  const repository = name.replace(/:[^/:]*$/, '');
  return digest === undefined ? { repository: name } : { repository, digest };
}
