import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const workspaceRoot = fileURLToPath(new URL('../../', import.meta.url));
const [outputFolder = 'dist/apps/ops'] = process.argv.slice(2);

/**
 * Writes {server,healthcheck}.mjs to dist/apps/ops, or to the folder given: one self-contained file each,
 * so that the image has no node_modules. Paths in the output are relative to the workspace, so that two
 * checkouts give the same bytes.
 */
await build({
  absWorkingDir: workspaceRoot,
  entryPoints: {
    server: `${folder}src/http.ts`,
    healthcheck: `${folder}src/healthcheck.ts`,
  },
  outdir: outputFolder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  // Some of what is bundled is CommonJS and calls require(), which a module does not have.
  banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
});
