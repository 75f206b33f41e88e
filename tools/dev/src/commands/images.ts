import { join } from 'node:path';
import { refuseOptions, runMain } from '@taskora/base/run-main';
import { formatImages } from '../deployment/images.ts';
import { workspaceRoot } from '../environment.ts';

/** `npx nx run infra:build-images`: what the `container` targets have made. */
await runMain(() => {
  refuseOptions('npx nx run infra:build-images', process.argv.slice(2));
  console.log(formatImages(join(workspaceRoot, 'dist/images')));
  return Promise.resolve(0);
});
