import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { buildPackages, sourceFolder } from './build-package.ts';
import { fieldRulesText } from './field-rules-file.ts';
import { packPackage } from './pack-package.ts';
import { readme, reference } from './reference.ts';

const workspaceRoot = join(import.meta.dirname, '..', '..', '..');
const output = join(workspaceRoot, 'dist', 'tools');

/**
 * `build` makes dist/tools/nx-helm and dist/tools/base, `pack` makes tarballs of both, and `reference`
 * writes REFERENCE.md and the table in README.md anew after an executor or option was added.
 * `field-rules` makes the rules of comparison from Kubernetes' OpenAPI document, which `minikube:programs`
 * extracts, or from another with `--openapi=FILE`.
 */
await runMain(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { print: { type: 'boolean', default: false }, openapi: { type: 'string' } },
  });
  if (positionals[0] === 'build') {
    await buildPackages(output);
    console.log('nx-helm: built dist/tools/nx-helm and dist/tools/base');
  } else if (positionals[0] === 'pack') {
    for (const folder of ['nx-helm', 'base']) {
      const { file, files } = await packPackage(
        join(output, folder),
        join(workspaceRoot, 'dist/packages'),
      );
      console.log(`${folder}: packed ${files.length} files into ${relative(workspaceRoot, file)}`);
    }
  } else if (positionals[0] === 'reference') {
    const texts = { 'REFERENCE.md': await reference(), 'README.md': await readme() };
    if (values.print) process.stdout.write(JSON.stringify(texts));
    else {
      for (const [file, text] of Object.entries(texts))
        writeFileSync(join(sourceFolder, file), text);
    }
  } else if (positionals[0] === 'field-rules') {
    const file = join(sourceFolder, 'src', 'cluster', 'field-rules.json');
    writeFileSync(file, fieldRulesText(values.openapi));
    console.log(`nx-helm: wrote ${relative(workspaceRoot, file)}`);
  } else {
    throw new UserError(
      'USAGE',
      positionals.length === 0 ? 'no command was named' : `${positionals.join(' ')} is no command`,
      'node tools/nx-helm/packaging/main.ts build | pack | reference | field-rules [--openapi=FILE]',
    );
  }
  return 0;
});
