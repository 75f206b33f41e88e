import { existsSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { replaceFolder, temporaryFolder } from '../../base/folders.ts';
import { boundNextCache } from '../../image/next-cache.ts';
import type { OutputFile, PreviewKey } from '../../image/next-output.ts';
import {
  builtCheckout,
  checkoutSpellings,
  collectFiles,
  readPreviewKeys,
  writeOutput,
} from '../../image/next-output.ts';
import { executorOfAny, projectRoot } from '../report.ts';

export interface NextOutputOptions {
  readonly directory?: string;
  readonly outputPath?: string;
  readonly appRoot?: string;
  readonly extraFiles?: Readonly<Record<string, string>>;
  readonly cacheMegabytesAtMost?: number;
}

/** Where more has been measured to cost more than it saves. */
const usualCacheMegabytes = 500;

export default executorOfAny<NextOutputOptions>(async (options, context, project) => {
  const root = projectRoot(context, project);
  const next = join(context.root, root, options.directory ?? '.next');
  const output = join(context.root, options.outputPath ?? join('dist', root));
  const appRoot = options.appRoot ?? '/app';
  const files = [
    startFile(root),
    ...nextFiles(join(context.root, root), next, root, project),
    ...extraFiles(context.root, options.extraFiles ?? {}, project),
  ];
  const built = join(next, 'standalone', root, '.next');
  const checkouts = [context.root, ...builtCheckouts(built, root)];
  const work = await temporaryFolder(output);
  try {
    const written = writeOutput(
      files,
      work,
      {
        checkoutPaths: checkoutSpellings(checkouts, appRoot),
        appRoot,
        keys: previewKeys(built),
      },
      project,
    );
    await replaceFolder(work, output);
    const report = { ...written, entry: 'server.js' };
    await writeFile(`${output}.digest.json`, `${JSON.stringify(report, undefined, 2)}\n`);
    console.log(`${project}: ${written.files} files, digest ${written.digest}`);
    await boundNextCache(next, options.cacheMegabytesAtMost ?? usualCacheMegabytes, project);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

/** From the part that is the build's output: the rest of Next's folder is not in a task cache. */
function previewKeys(folder: string): PreviewKey[] {
  const manifest = join(folder, 'prerender-manifest.json');
  return existsSync(manifest) ? readPreviewKeys(readFileSync(manifest, 'utf8')) : [];
}

function builtCheckouts(folder: string, root: string): string[] {
  const file = join(folder, 'required-server-files.json');
  return existsSync(file) ? builtCheckout(readFileSync(file, 'utf8'), root) : [];
}

/** Lets `node server.js` start the app whose folder keeps its place in the workspace. */
function startFile(root: string): OutputFile {
  return { path: 'server.js', text: `import('./${root}/server.js');\n` };
}

function nextFiles(folder: string, next: string, root: string, project: string): OutputFile[] {
  const standalone = join(next, 'standalone');
  if (!existsSync(join(standalone, root, 'server.js'))) {
    throw new UserError(
      'NXHELM_NEXT_OUTPUT',
      `${standalone} has no ${root}/server.js; Next's output has to be standalone, traced from the workspace's root`,
      `set output: 'standalone' and outputFileTracingRoot in next.config, then npx nx run ${project}:build`,
      { project },
    );
  }
  const parts: readonly (readonly [source: string, place: string])[] = [
    [standalone, ''],
    [join(next, 'static'), `${root}/.next/static`],
    [join(folder, 'public'), `${root}/public`],
  ];
  return parts
    .filter(([source]) => existsSync(source))
    .flatMap(([source, place]) => collectFiles(source, place));
}

function extraFiles(
  workspaceRoot: string,
  wanted: Readonly<Record<string, string>>,
  project: string,
): OutputFile[] {
  return Object.entries(wanted).map(([name, path]) => {
    const source = join(workspaceRoot, name);
    if (!existsSync(source) || !statSync(source).isFile()) {
      throw new UserError(
        'NXHELM_EXTRA_FILE',
        `the file ${name} of the option extraFiles does not exist`,
        `correct extraFiles of ${project}:build-digest in project.json`,
        { project },
      );
    }
    return { path, source, isExecutable: false };
  });
}
