import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { earlyFolder } from './early-packages.mjs';
import { workspaceRoot } from './stamps.mjs';

const early = pathToFileURL(join(earlyFolder, 'package.json')).href;
const base = pathToFileURL(join(workspaceRoot, 'tools', 'base', 'package.json')).href;

/** A package finds itself by its own name; npm has not linked it yet. */
const parentOf = (specifier) => (specifier.startsWith('@taskora/base/') ? base : early);

// Preloaded where a program runs before the packages of the workspace are there: what it does not find
// among them it takes from the early ones.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      // An import and a call of require have different codes for it.
      if (!/(^|_)MODULE_NOT_FOUND$/.test(error.code)) throw error;
      return next(specifier, { ...context, parentURL: parentOf(specifier) });
    }
  },
});
