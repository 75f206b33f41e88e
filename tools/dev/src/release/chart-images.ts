import { parseDocument } from 'yaml';
import { z } from 'zod';

/** An image in the values of a chart, and where it stands in them. */
export interface ChartImage {
  readonly path: readonly string[];
  readonly repository: string;
  readonly tag: string;
  /** Of the image in a registry; pods then run it by this. */
  readonly digest?: string;
}

/** Where a registry has an image, by the reference with its content tag. */
export type Pushed = ReadonlyMap<string, { readonly repository: string; readonly digest: string }>;

const imageSchema = z.looseObject({ repository: z.string(), tag: z.string() });
const mappingSchema = z.record(z.string(), z.unknown());

/** The images that a render was given, of the chart and of those that it consists of. */
export function imagesIn(values: unknown, path: readonly string[] = []): ChartImage[] {
  const image = imageSchema.safeParse(values);
  if (image.success) {
    const { repository, tag } = image.data;
    return [{ path, repository, tag }];
  }
  const mapping = mappingSchema.safeParse(values);
  if (!mapping.success) return [];
  return Object.entries(mapping.data).flatMap(([key, value]) => imagesIn(value, [...path, key]));
}

/** The same images as a registry has them, as far as it does. */
export function inRegistry(images: readonly ChartImage[], pushed: Pushed): ChartImage[] {
  return images.map((image) => ({
    ...image,
    ...pushed.get(`${image.repository}:${image.tag}`),
  }));
}

/** A values.yaml that names the images, so that the chart needs no values of whoever installs it. */
export function withImages(text: string, images: readonly ChartImage[]): string {
  const document = parseDocument(text);
  for (const { path, repository, tag, digest } of images) {
    document.setIn([...path, 'repository'], repository);
    document.setIn([...path, 'tag'], tag);
    if (digest !== undefined) document.setIn([...path, 'digest'], digest);
  }
  return document.toString({ lineWidth: 0 });
}
