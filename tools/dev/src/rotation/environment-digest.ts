import { createHash } from 'node:crypto';

const python = `import hashlib, os, sys
text = "\\n".join(os.environ.get(name, "") for name in sys.argv[1:])
print(hashlib.sha256(text.encode()).hexdigest())`;
const javascript = `const { argv, env } = require('node:process');
const text = argv.slice(1).map((name) => env[name] ?? '').join('\\n');
console.log(require('node:crypto').createHash('sha256').update(text).digest('hex'));`;

/** Stands for the values of variables, which leave no pod. */
export const environmentDigest = (values: readonly string[]): string =>
  createHash('sha256').update(values.join('\n')).digest('hex');

/** Prints the digest of variables of a pod, by the language that its image has. */
export const digestCommand = (deployment: string, names: readonly string[]): string[] =>
  deployment === 'api' ? ['python3', '-c', python, ...names] : ['node', '-e', javascript, ...names];
