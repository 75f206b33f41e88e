import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Edits files of one workspace; an edit that changes nothing is a mistake of whoever wrote it. */
export interface WorkspaceEditor {
  /** Puts text at the end of a file that is there. */
  append(path: string, text: string): void;
  replace(path: string, from: string | RegExp, to: string): void;
  create(path: string, content: string): void;
  remove(path: string): void;
  rename(from: string, to: string): void;
}

/** A change as a person makes it, by itself on top of those before it. */
export interface ScriptedEdit {
  readonly name: string;
  readonly edit: (files: WorkspaceEditor) => void;
}

export function editorOf(workspace: string): WorkspaceEditor {
  const read = (path: string): string => readFileSync(join(workspace, path), 'utf8');
  const write = (path: string, content: string): void =>
    writeFileSync(join(workspace, path), content);
  return {
    append: (path, text) => write(path, read(path) + text),
    replace: (path, from, to) => {
      const before = read(path);
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${path} has nothing like ${String(from)}`);
      write(path, after);
    },
    create: (path, content) => {
      if (existsSync(join(workspace, path))) throw new Error(`${path} is there already`);
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      write(path, content);
    },
    remove: (path) => rmSync(join(workspace, path)),
    rename: (from, to) => {
      mkdirSync(dirname(join(workspace, to)), { recursive: true });
      renameSync(join(workspace, from), join(workspace, to));
    },
  };
}
