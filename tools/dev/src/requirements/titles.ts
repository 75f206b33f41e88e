import ts from 'typescript';

const titled = new Set(['describe', 'it', 'test', 'check']);

/** The titles of a TypeScript or JavaScript file's tests: Jest, node:test and Playwright alike. */
export function titlesOfScript(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && titled.has(firstName(node.expression))) {
      const [title] = node.arguments;
      if (title !== undefined && isText(title)) titles.push(title.getText(source).slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

/** The names of a Python file's tests, its docstrings and its comments. */
export function titlesOfPython(text: string): readonly string[] {
  const names = [...text.matchAll(/^(?:async )?def (test_\w+)/gm)].map(([, name = '']) => name);
  const docstrings = [...text.matchAll(/^\s*"""([^]*?)"""/gm)].map(([, comment = '']) => comment);
  const comments = [...text.matchAll(/(?:^|\s)# (.*)$/gm)].map(([, comment = '']) => comment);
  return [...names, ...docstrings, ...comments];
}

/** The comments of a program that measures or checks by itself and so has no titles. */
export function commentsOfScript(text: string): readonly string[] {
  return [...text.matchAll(/\/\*\*[^]*?\*\/|\/\/.*$/gm)].map(([comment]) => comment);
}

/** `describe` of `describe.each(rows)(title)`, and so on. */
function firstName(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return firstName(expression.expression);
  if (ts.isCallExpression(expression)) return firstName(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return firstName(expression.tag);
  return '';
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}
