import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import all from '../../../eslint.config.mjs';

const { languageOptions, rules } = tseslint.configs.disableTypeChecked;
const tsconfigRootDir = join(import.meta.dirname, '..', '..', '..');

/** The rules of the workspace that need neither the types of a program nor Nx's graph: these take seconds. */
export default tseslint.config(...all, {
  // What is disabled for a rule that is off here is no mistake.
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  languageOptions: { parserOptions: { ...languageOptions?.parserOptions, tsconfigRootDir } },
  rules: { ...rules, '@nx/enforce-module-boundaries': 'off' },
});
