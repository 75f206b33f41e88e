import ts from 'typescript';

const nameOf = (property: ts.ObjectLiteralElementLike): string | undefined =>
  property.name !== undefined &&
  (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
    ? property.name.text
    : undefined;

function literalOf(node: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  if (node === undefined) return undefined;
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return literalOf(node.expression);
  return ts.isObjectLiteralExpression(node) ? node : undefined;
}

function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => eachNode(child, visit));
}

/** The options that a program gives to `parseArgs`, by the keys that stand in its source. */
export function parsedOptions(source: string): readonly string[] {
  const file = ts.createSourceFile('program.ts', source, ts.ScriptTarget.Latest);
  const variables = new Map<string, ts.Expression>();
  const calls: ts.CallExpression[] = [];
  eachNode(file, (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      variables.set(node.name.text, node.initializer);
    }
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'parseArgs')
      calls.push(node);
  });
  return calls.flatMap(({ arguments: [given] }) => {
    const named = literalOf(given)?.properties.find((property) => nameOf(property) === 'options');
    if (named === undefined) return [];
    const value = ts.isPropertyAssignment(named) ? named.initializer : undefined;
    const variable =
      value === undefined || ts.isIdentifier(value) ? (value?.text ?? 'options') : undefined;
    const options = literalOf(variable === undefined ? value : variables.get(variable));
    return options?.properties.flatMap((property) => nameOf(property) ?? []) ?? [];
  });
}
