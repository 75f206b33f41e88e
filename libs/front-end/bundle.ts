import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));
const workspaceRoot = fileURLToPath(new URL('../../', import.meta.url));
const [outputFolder = 'dist/libs/front-end'] = process.argv.slice(2);

/**
 * Writes {migrate,healthcheck,reset-password}.mjs to dist/libs/front-end, or to the folder given: one self-contained file
 * each, which an image runs beside Next's standalone output without any node_modules. Paths in the
 * output are relative to the workspace, so that two checkouts give the same bytes.
 */
await build({
  absWorkingDir: workspaceRoot,
  entryPoints: {
    migrate: `${folder}src/programs/migrate.ts`,
    healthcheck: `${folder}src/programs/healthcheck.ts`,
    'reset-password': `${folder}src/programs/reset-password.ts`,
  },
  outdir: outputFolder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  legalComments: 'none',
  // Optional parts of pg that are required at run time and may be absent, and the dictionary that a new
  // password is compared with and the sender of mail: none of these programs makes accounts or writes.
  external: ['pg-native', 'pg-cloudflare', '@zxcvbn-ts/language-common', 'nodemailer'],
  // pg is CommonJS and calls require(), which a module does not have.
  banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
});
