import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OpenApiDocument } from './field-rules.ts';
import { fieldRules } from './field-rules.ts';

const workspaceRoot = join(import.meta.dirname, '..', '..', '..');
const goModule = join(workspaceRoot, 'tools', 'minikube', 'modules', 'schemas', 'go.mod');

/** What `field-rules.json` is to hold; without a file, from the document that `minikube:programs` extracts. */
export function fieldRulesText(file?: string): string {
  // The document itself says "unversioned".
  const version = /k8s\.io\/kubernetes (v[\d.]+)/.exec(readFileSync(goModule, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${goModule} requires no k8s.io/kubernetes`);
  const extracted = join(workspaceRoot, '.taskora', 'schemas', `${version}.openapi.json`);
  const text = readFileSync(file === undefined ? extracted : resolve(file), 'utf8');
  return `${JSON.stringify(fieldRules(JSON.parse(text) as OpenApiDocument, version))}\n`;
}
