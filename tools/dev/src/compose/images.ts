import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { z } from 'zod';
import { workspaceRoot } from '../environment.ts';
import { must, run } from '../run.ts';

/** The images of docker-compose.yml, by the name of their variable there. */
export const imageProjects = {
  TASKORA_POSTGRES_IMAGE: 'image-postgres',
  TASKORA_API_IMAGE: 'api',
  TASKORA_WEB_IMAGE: 'web',
  TASKORA_CHATBOT_IMAGE: 'chatbot',
} as const;

const imageSchema = z.object({
  reference: z.string(),
  tag: z.string(),
  layers: z.array(z.object({ digest: z.string(), from: z.string().optional() })),
});

export type Image = z.infer<typeof imageSchema>;

const exported = (project: string, root: string): string => join(root, 'dist/images', project);

export function readImage(project: string, root = workspaceRoot): Image {
  const file = join(exported(project, root), 'image.json');
  if (!existsSync(file)) {
    const fix = 'npx nx run-many -t container -p api web chatbot image-postgres';
    throw new UserError('IMAGE_NOT_BUILT', `there is no image of ${project}`, fix);
  }
  return imageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Loads what `container` has exported into an engine, unless it has that image: docker or podman. */
export async function loadImage(
  engine: string,
  project: string,
  root = workspaceRoot,
): Promise<boolean> {
  const image = readImage(project, root);
  const found = await run(engine, ['image', 'inspect', image.reference]);
  if (found.exitCode === 0) return false;
  // Beside the layers, which are linked and not copied.
  const place = join(root, 'dist');
  const folder = mkdtempSync(join(place, 'archive-'));
  try {
    const layers = image.layers.map(({ digest, from = project }) => {
      const name = `layers/${digest.replace('sha256:', '')}.tar`;
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      linkSync(join(exported(from, root), name), join(folder, name));
      return name;
    });
    linkSync(join(exported(project, root), 'config.json'), join(folder, 'config.json'));
    const manifest = [{ Config: 'config.json', RepoTags: [image.reference], Layers: layers }];
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const archive = join(folder, 'image.tar');
    const options = { code: 'IMAGE_NOT_LOADED', fix: `npx nx run ${project}:container` };
    const files = ['manifest.json', 'config.json', ...layers];
    await must('tar', ['-cf', archive, '-C', folder, ...files], options);
    await must(engine, ['load', '--input', archive], options);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
