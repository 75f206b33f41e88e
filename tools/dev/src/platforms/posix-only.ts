import ts from 'typescript';

/** What a source does that some of the three systems cannot do. */
export interface PosixOnly {
  readonly rule: Rule;
  readonly line: number;
}

export type Rule =
  | 'shell'
  | 'script-as-program'
  | 'process-group'
  | 'address-as-path'
  | 'path-as-import'
  | 'path-separator'
  | 'home-variable'
  | 'user-number'
  | 'link-kind'
  | 'linux-path';

/** What each asks for instead, for whoever breaks it. */
export const insteadOf: Readonly<Record<Rule, string>> = {
  shell: 'give programs an argument array: every system has another shell',
  'script-as-program':
    'run of @taskora/base, or npmCommand: on Windows these are scripts of a shell',
  'process-group': 'endGroup of @taskora/base: Windows has no groups',
  'address-as-path': 'fileURLToPath: an address of Windows has a slash before its drive',
  'path-as-import': 'import(pathToFileURL(path).href): a drive is read as a scheme',
  'path-separator': 'delimiter of node:path: on Windows paths hold colons',
  'home-variable': 'homedir() of node:os: Windows has no HOME',
  'user-number': 'process.getuid?.(): Windows has no numbers of users',
  'link-kind': "the third argument, 'junction' for a folder: others need a right on Windows",
  'linux-path': 'a place that every system has, or name the file and its reason in linux-files.ts',
};

const starters =
  /^(?:spawn|spawnSync|execFile|execFileSync|fork|run|must|succeed|startProgram|follow|x)$/;
const ofChildProcess = /^(?:spawn|spawnSync|execFile|execFileSync)$/;
const scripts = /^(?:npm|npx|nx|yarn|pnpm)$|node_modules\/\.bin\//;
const shells = /^(?:sh|bash|\/bin\/sh|\/bin\/bash|cmd|cmd\.exe|powershell(?:\.exe)?)$/;
const linuxPaths = /^(?:--?[\w-]+=)?\/(?:dev|etc|proc|run|sys|tmp|usr|var)(?:\/|$)/;

/** All of it in one script, in the order of its lines. */
export function posixOnlyIn(file: string, text: string): readonly PosixOnly[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: PosixOnly[] = [];
  const visit = (node: ts.Node): void => {
    const rule = ruleBrokenBy(node);
    if (rule !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ rule, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function ruleBrokenBy(node: ts.Node): Rule | undefined {
  if (ts.isCallExpression(node)) return ruleBrokenByCall(node);
  if (ts.isPropertyAssignment(node)) {
    const isShell = node.name.getText() === 'shell';
    return isShell && node.initializer.kind === ts.SyntaxKind.TrueKeyword ? 'shell' : undefined;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return ruleBrokenByAccess(node);
  }
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node)
    ? ruleBrokenByText(node.text)
    : undefined;
}

function ruleBrokenByText(text: string): Rule | undefined {
  return linuxPaths.test(text) ? 'linux-path' : undefined;
}

function ruleBrokenByAccess(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Rule | undefined {
  const text = node.getText();
  if (/^process\.env(?:\.HOME|\['HOME'\])$/.test(text)) return 'home-variable';
  return /^new URL\([^]*import\.meta\.url\)\.pathname$/.test(text) ? 'address-as-path' : undefined;
}

function ruleBrokenByCall(node: ts.CallExpression): Rule | undefined {
  const [first, second] = node.arguments;
  const called = node.expression.getText();
  const name = called.split('.').at(-1) ?? called;
  if (first === undefined) {
    return called === 'process.getuid' && node.questionDotToken === undefined
      ? 'user-number'
      : undefined;
  }
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return /^(?:path\.)?(?:join|resolve)\(/.test(first.getText()) ? 'path-as-import' : undefined;
  }
  if (called === 'process.kill' && first.getText().startsWith('-')) return 'process-group';
  if (/^symlink(?:Sync)?$/.test(name) && node.arguments.length === 2) return 'link-kind';
  if (name === 'split' && isText(first) && first.text === ':') {
    return /(?:PATH|KUBECONFIG)\b/.test(called) ? 'path-separator' : undefined;
  }
  if (!starters.test(name) || !isText(first)) return undefined;
  if (shells.test(first.text) && second !== undefined) return 'shell';
  return ofChildProcess.test(name) && scripts.test(first.text) ? 'script-as-program' : undefined;
}

function isText(node: ts.Node): node is ts.StringLiteralLike {
  return ts.isStringLiteralLike(node);
}
