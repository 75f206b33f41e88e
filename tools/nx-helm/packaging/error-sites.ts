import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFolder } from './build-package.ts';

/** A place in the sources that raises an error for people. */
export interface ErrorSite {
  /** Such as `release/upgrade.ts`. */
  readonly module: string;
  readonly line: number;
  /** Several where the site chooses between them; none where it passes on what another process said. */
  readonly codes: readonly string[];
  readonly what: string | undefined;
  readonly command: string | undefined;
  readonly hasProject: boolean;
  /** A parameter or variable around the site that holds a project's or release's name. */
  readonly knownProject: string | undefined;
}

export function errorSites(): ErrorSite[] {
  return sourceFiles().flatMap((module) => {
    const found: ErrorSite[] = [];
    const file = parse(module);
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && node.expression.getText() === 'UserError') {
        found.push(siteOf(node, module, file));
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/** Every word in the sources that looks like a code. */
export function writtenCodes(): string[] {
  const texts = sourceFiles().map((module) => readFileSync(pathOf(module), 'utf8'));
  return [...new Set(texts.flatMap((text) => text.match(/(?<=')NXHELM_[A-Z_]+(?=')/g) ?? []))];
}

function sourceFiles(): string[] {
  return globSync('**/*.ts', { cwd: join(sourceFolder, 'src') })
    .filter((path) => !/\.spec\.ts$|^testing\//.test(path))
    .sort();
}

function pathOf(module: string): string {
  return join(sourceFolder, 'src', module);
}

function parse(module: string): ts.SourceFile {
  const text = readFileSync(pathOf(module), 'utf8');
  return ts.createSourceFile(module, text, ts.ScriptTarget.Latest, true);
}

function siteOf(node: ts.NewExpression, module: string, file: ts.SourceFile): ErrorSite {
  const [code, what, command, about] = node.arguments ?? [];
  return {
    module,
    line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1,
    codes: code === undefined ? [] : codesIn(code),
    what: what?.getText(),
    command: command?.getText(),
    hasProject: /\bproject\b/.test(about?.getText() ?? ''),
    knownProject: knownProject(node),
  };
}

/** The texts that a code can be; those of a condition are compared with, and are no codes. */
function codesIn(expression: ts.Expression): string[] {
  if (ts.isStringLiteral(expression)) return [expression.text];
  if (!ts.isConditionalExpression(expression)) return [];
  return [...codesIn(expression.whenTrue), ...codesIn(expression.whenFalse)];
}

function knownProject(node: ts.Node): string | undefined {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (!ts.isFunctionLike(around)) continue;
    const bound = [...around.parameters, ...variablesIn(around)];
    const name = bound.flatMap((each) => namesIn(each.name)).find(isProject);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Those of the function itself, and of none within it. */
function variablesIn(around: ts.Node): ts.VariableDeclaration[] {
  const found: ts.VariableDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isVariableDeclaration(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(around, visit);
  return found;
}

function isProject(name: string): boolean {
  return ['project', 'projectName', 'release'].includes(name);
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : namesIn(element.name),
  );
}
