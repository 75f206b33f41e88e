// First-run set-up: brings this checkout's programs and packages to what its lock files say.
// It has no dependencies, because it runs before there are any, and it does only what is missing.
// `setup.mjs [--cluster] PROGRAM [ARGUMENT ...]` then runs the program on the Node that it installed: a
// shell that has found `node` once does not search for a newer one. With --cluster it refuses what a
// cluster would be refused for before it changes anything outside this checkout.
//
// This file and what it imports at once are readable by the oldest Node that systems still bring: on
// that one too a person learns what to do, and not that some token is a syntax error.
import { SetupError } from './setup/errors.mjs';
import { checkNode } from './setup/versions.mjs';

function fail(error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

try {
  checkNode(process.version);
  import('./setup/main.mjs')
    .then(({ main }) => main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    })
    .catch(fail);
} catch (error) {
  fail(error);
}
