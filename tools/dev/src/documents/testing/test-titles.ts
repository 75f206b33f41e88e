import ts from 'typescript';

const starters = new Set(['describe', 'it', 'test', 'check']);
const skips = new Set(['skip', 'todo', 'failing']);

/** `it`, `each` and so on of `it.each(rows)(title)`. */
function namesOf(expression: ts.Expression): readonly string[] {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (ts.isPropertyAccessExpression(expression)) {
    return [...namesOf(expression.expression), expression.name.text];
  }
  if (ts.isCallExpression(expression)) return namesOf(expression.expression);
  return ts.isTaggedTemplateExpression(expression) ? namesOf(expression.tag) : [];
}

/** The titles of tests that are run, and of what they stand in; nothing of what is skipped. */
function titlesOfScript(text: string): readonly string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [starter = '', ...rest] = namesOf(node.expression);
      const [title] = node.arguments;
      const isTitled = title !== undefined && ts.isStringLiteralLike(title);
      if (/^x(?:it|test|describe)$/.test(starter)) return;
      if (starters.has(starter)) {
        if (rest.some((name) => skips.has(name))) return;
        if (isTitled) titles.push(title.text);
      }
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile('some.spec.tsx', text, ts.ScriptTarget.Latest));
  return titles;
}

function titlesOfPython(text: string): readonly string[] {
  const tests = text.matchAll(/((?:^@[^]*?\n)?)^(?:async )?def (test_\w+)/gm);
  return [...tests]
    .filter(([, decorators = '']) => !/@pytest\.mark\.(?:skip|xfail)\b/.test(decorators))
    .map(([, , name = '']) => name);
}

export const testTitles = (file: string, text: string): readonly string[] =>
  file.endsWith('.py') ? titlesOfPython(text) : titlesOfScript(text);

const partsOf = (text: string): readonly string[] => text.split(/[\s_]+/).filter(Boolean);

/** Whether a document names a title: whole, or by a stretch of three parts or more. */
export function isTitle(named: string, title: string): boolean {
  if (named === title) return true;
  const [parts, all] = [partsOf(named), partsOf(title)];
  if (parts.length < 3) return false;
  return all.some((_, index) =>
    parts.every(
      (part, offset) =>
        part === all[index + offset]?.replace(/[,;:]$/, '') || part === all[index + offset],
    ),
  );
}
