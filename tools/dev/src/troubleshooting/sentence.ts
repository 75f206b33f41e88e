import ts from 'typescript';

/**
 * The sentence that an expression will print, with `<name>` for what only a run knows. A variable is followed to
 * what it is set to in the same file; a choice between two sentences gives both.
 */
export function sentencesOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isTemplateExpression(expression)) return [ofTemplate(expression)];
  if (ts.isParenthesizedExpression(expression)) return sentencesOf(expression.expression);
  if (ts.isConditionalExpression(expression)) {
    return [...sentencesOf(expression.whenTrue), ...sentencesOf(expression.whenFalse)];
  }
  if (
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.PlusToken
  ) {
    const [left, right] = [sentencesOf(expression.left), sentencesOf(expression.right)];
    return left.flatMap((before) => right.map((after) => before + after));
  }
  if (ts.isIdentifier(expression)) {
    const value = valueOf(expression);
    if (value !== undefined) return sentencesOf(value);
  }
  return [placeholder(expression)];
}

function ofTemplate({ head, templateSpans }: ts.TemplateExpression): string {
  const parts = templateSpans.map(
    ({ expression, literal }) => placeholder(expression) + literal.text,
  );
  return head.text + parts.join('');
}

/** `<release>` for `${release}`, `${options.release}` and `${release.trim()}` alike. */
function placeholder(expression: ts.Expression): string {
  if (ts.isCallExpression(expression)) {
    const { expression: callee, arguments: given } = expression;
    if (ts.isPropertyAccessExpression(callee)) return placeholder(callee.expression);
    const [first] = given;
    return first === undefined ? `<${callee.getText()}>` : placeholder(first);
  }
  if (ts.isPropertyAccessExpression(expression)) return `<${expression.name.text}>`;
  if (ts.isIdentifier(expression)) return `<${expression.text}>`;
  if (ts.isConditionalExpression(expression)) {
    return [expression.whenTrue, expression.whenFalse]
      .flatMap(sentencesOf)
      .filter(Boolean)
      .join(' | ');
  }
  if (ts.isBinaryExpression(expression)) return placeholder(expression.left);
  if (ts.isStringLiteralLike(expression)) return expression.text;
  return '<…>';
}

/** What the variable is set to where it is declared, in the nearest block around its use. */
function valueOf(name: ts.Identifier): ts.Expression | undefined {
  for (
    let around: ts.Node | undefined = name.parent;
    around !== undefined;
    around = around.parent
  ) {
    if (!ts.isBlock(around) && !ts.isSourceFile(around)) continue;
    for (const statement of around.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find(
        (each) => ts.isIdentifier(each.name) && each.name.text === name.text,
      );
      if (found !== undefined) return found.initializer;
    }
  }
  return undefined;
}
