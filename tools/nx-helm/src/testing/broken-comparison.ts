import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import type * as Drift from '../cluster/drift.ts';

/** One change of the source after which a comparison is wrong. */
export interface Break {
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

const folder = join(import.meta.dirname, '..', 'cluster');
const compiled = new Map<string, string>();

/** The modules of the comparison, of which one is another; they are loaded anew, others are not. */
export function comparisonWith(broken?: Break): typeof Drift {
  const modules = new Map<string, { exports: unknown }>();
  const load = (file: string): unknown => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(file, module);
    const importOf = (name: string): unknown => {
      if (name === 'node:fs') return { readFileSync: (path: string) => textOf(path, broken) };
      const path = name.startsWith('.') ? resolve(dirname(file), name) : name;
      return dirname(path) === folder ? load(path) : jest.requireActual(path);
    };
    const run = new Function(
      'require',
      'module',
      'exports',
      '__filename',
      '__dirname',
      compile(file, broken),
    );
    run(importOf, module, module.exports, file, folder);
    return module.exports;
  };
  return load(join(folder, 'drift.ts')) as typeof Drift;
}

function textOf(path: string, broken?: Break): string {
  const text = readFileSync(path, 'utf8');
  if (broken === undefined || path !== join(folder, broken.file)) return text;
  const parts = text.split(broken.text);
  if (parts.length !== 2) {
    throw new Error(`${broken.file} has ${parts.length - 1} times, not once: ${broken.text}`);
  }
  return parts.join(broken.instead);
}

function compile(path: string, broken?: Break): string {
  const text = textOf(path, broken);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const { code } = transformSync(text, {
    filename: path,
    configFile: false,
    swcrc: false,
    jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  compiled.set(text, code);
  return code;
}
