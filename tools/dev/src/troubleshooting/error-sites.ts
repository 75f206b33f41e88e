import ts from 'typescript';
import { sentencesOf } from './sentence.ts';

/** A place in the sources that raises an error for people. */
export interface ErrorSite {
  readonly code: string;
  /** What the error says has failed; several where the place chooses between them. */
  readonly what: readonly string[];
  /** The command to run next. */
  readonly fix: readonly string[];
}

/** The classes whose constructors take a code, what failed, and the command to run next. */
const errorClasses: ReadonlySet<string> = new Set(['UserError', 'SetupError']);
const codeForm = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;

/** All errors for people that a source file in TypeScript or JavaScript raises. */
export function errorSitesIn(file: string, text: string): ErrorSite[] {
  const found: ErrorSite[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && errorClasses.has(node.expression.getText())) {
      found.push(...siteOf(...(node.arguments ?? [])));
    } else if (ts.isObjectLiteralExpression(node)) {
      const [code, what, fix] = ['code', 'what', 'fix'].map((name) => property(node, name));
      if (what !== undefined && fix !== undefined) found.push(...siteOf(code, what, fix));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function siteOf(code?: ts.Expression, what?: ts.Expression, fix?: ts.Expression): ErrorSite[] {
  if (code === undefined || what === undefined || fix === undefined) return [];
  return sentencesOf(code)
    .filter((each) => codeForm.test(each))
    .map((each) => ({ code: each, what: sentencesOf(what), fix: sentencesOf(fix) }));
}

function property(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const each of object.properties) {
    if (each.name === undefined || each.name.getText() !== name) continue;
    if (ts.isPropertyAssignment(each)) return each.initializer;
    if (ts.isShorthandPropertyAssignment(each)) return each.name;
  }
  return undefined;
}
