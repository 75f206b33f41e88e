import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { earlyFolder } from './early-packages.mjs';

const parentURL = pathToFileURL(join(earlyFolder, 'package.json')).href;

// Preloaded where a program runs before the packages of the workspace are there: what it does not find
// among them it takes from the early ones.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      return next(specifier, { ...context, parentURL });
    }
  },
});
