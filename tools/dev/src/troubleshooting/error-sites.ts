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
/** A line that a program prints itself, as an error of these classes would be. */
const printedForm = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): (.+?)\.?\s+Do: (.+)$/s;
/** What an object that has a code and a command is completed with by whoever runs the program. */
const failedProgram = 'a program that it runs failed; what it printed follows';
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
      else if (fix !== undefined && isWhole(node)) {
        const sites = siteOf(code, fix, fix);
        found.push(...sites.map((site) => ({ ...site, what: [failedProgram] })));
      }
    } else if (isSentence(node)) {
      found.push(...sentencesOf(node).flatMap(printedSite));
      // Its parts are no sentences of their own.
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

const isSentence = (node: ts.Node): node is ts.Expression =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken);

function printedSite(sentence: string): ErrorSite[] {
  const [, code, what, fix] = printedForm.exec(sentence.trim()) ?? [];
  return code === undefined || what === undefined || fix === undefined
    ? []
    : [{ code, what: [what], fix: [fix] }];
}

/** One that is spread into another may get its sentence there. */
const isWhole = ({ properties }: ts.ObjectLiteralExpression): boolean =>
  !properties.some(({ name }) => name?.getText() === 'what');

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
