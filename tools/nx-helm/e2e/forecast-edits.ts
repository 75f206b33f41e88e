import type { ScriptedEdit, WorkspaceEditor } from './workspace-editor.ts';

const edit = (name: string, work: (files: WorkspaceEditor) => void): ScriptedEdit => ({
  name,
  edit: work,
});
const appended = (name: string, path: string, text: string): ScriptedEdit =>
  edit(name, (files) => files.append(path, text));

const webPage = 'apps/web/src/app/not-found.tsx';
const unusedFile = 'apps/web/src/tasks/unused-words.ts';

/**
 * Changes of many kinds to the product that this plugin is developed with, each harmless for what
 * comes after it. Several touch what no release is made from, which is where a forecast is worth most.
 */
export const productEdits: readonly ScriptedEdit[] = [
  appended('a comment in a page of web', webPage, '\n// A comment.\n'),
  edit('a text in a page of web', (files) =>
    files.replace(webPage, />([A-Z][^<{]*)</, '>$1 (edited)<'),
  ),
  appended('a comment in chatbot', 'apps/chatbot/src/chat/parse-text.ts', '\n// A comment.\n'),
  appended('a style of chatbot', 'apps/chatbot/src/app/globals.css', '\n.edited { color: red; }\n'),
  appended(
    'a comment in the sources of api',
    'apps/api/src/taskora_api/text.py',
    '\n# A comment.\n',
  ),
  appended('code of api', 'apps/api/src/taskora_api/text.py', '\nEDITED = True\n'),
  appended(
    'a comment in a library of both front ends',
    'libs/ui/src/index.ts',
    '\n// A comment.\n',
  ),
  appended(
    'code of a library of both front ends',
    'libs/ui/src/index.ts',
    "\nexport const edited = 'edited';\n",
  ),
  appended(
    'a test of a library',
    'libs/front-end/src/proxy/api-proxy.spec.ts',
    '\n// A comment.\n',
  ),
  appended('a test of web', 'apps/web/src/tasks/adding.spec.tsx', '\n// A comment.\n'),
  appended('a test of api', 'apps/api/tests/test_text.py', '\n# A comment.\n'),
  appended('the README', 'README.md', '\nEdited.\n'),
  edit('a page of the documentation', (files) => files.create('docs/edited.md', 'Edited.\n')),
  appended('the README of a chart', 'apps/web/chart/README.md', '\nEdited.\n'),
  appended('the README of a library', 'libs/ui/README.md', '\nEdited.\n'),
  edit('a value of one chart', (files) =>
    files.replace('apps/api/chart/values.yaml', 'LOG_LEVEL: info', 'LOG_LEVEL: debug'),
  ),
  appended('a comment in the values of a chart', 'apps/web/chart/values.yaml', '\n# A comment.\n'),
  appended(
    'a comment in a template of one chart',
    'apps/web/chart/templates/objects.yaml',
    '\n{{- /* A comment. */}}\n',
  ),
  edit('a new object in one chart', (files) =>
    files.create(
      'apps/chatbot/chart/templates/edited.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: chatbot-edited\n  namespace: {{ .Release.Namespace }}\n',
    ),
  ),
  edit('the version of a chart', (files) =>
    files.replace('apps/api/chart/Chart.yaml', /^version: .*$/m, 'version: 0.9.9'),
  ),
  appended(
    'a comment in the library chart',
    'infra/charts/service/templates/_pod.tpl',
    '\n{{- /* A comment. */}}\n',
  ),
  edit('a value of the library chart', (files) =>
    files.replace(
      'infra/charts/service/templates/_deployment.tpl',
      'revisionHistoryLimit: 3',
      'revisionHistoryLimit: 4',
    ),
  ),
  edit('values of the environment for one release', (files) =>
    files.replace(
      'infra/environments/minikube.yaml',
      /^ {2}releases:$/m,
      '  releases:\n    web: { env: { LOG_LEVEL: debug } }',
    ),
  ),
  edit('values of the environment for all releases', (files) =>
    files.replace(
      'infra/environments/minikube.yaml',
      'chatbot: http://localhost:30001',
      'chatbot: http://127.0.0.1:30001',
    ),
  ),
  appended('a comment in the environment', 'infra/environments/minikube.yaml', '\n# A comment.\n'),
  edit('another environment', (files) =>
    files.replace('infra/environments/prod.yaml', 'maxReplicas: 6', 'maxReplicas: 7'),
  ),
  edit('a setting of nx.json', (files) =>
    files.replace('nx.json', '"parallel": 2', '"parallel": 1'),
  ),
  appended('.gitignore', '.gitignore', 'edited/\n'),
  appended('a comment in a Dockerfile', 'apps/web/Dockerfile', '\n# A comment.\n'),
  edit('a setting in a Dockerfile', (files) =>
    files.replace('apps/web/Dockerfile', 'PORT=3000', 'PORT=3000 EDITED=1'),
  ),
  appended('a comment in a base image', 'infra/images/node/Dockerfile', '\n# A comment.\n'),
  edit('a setting of a base image', (files) =>
    files.replace(
      'infra/images/node/Dockerfile',
      'NODE_ENV=production',
      'NODE_ENV=production EDITED=1',
    ),
  ),
  edit('the version of an npm package in the lock file', (files) =>
    files.replace(
      'package-lock.json',
      /("node_modules\/tailwindcss": \{\s+"version": ")([^"]+)/,
      '$1$2-edited',
    ),
  ),
  appended(
    'a Python package that is not for this platform',
    'apps/api/requirements.lock',
    `win-unicode-console==0.5 ; sys_platform == 'win32' \\\n    --hash=sha256:${'0'.repeat(64)}\n`,
  ),
  edit('a description in project.json', (files) =>
    files.replace(
      'apps/web/project.json',
      'Runs the app on this machine, reloading',
      'Runs the app here, reloading',
    ),
  ),
  edit('a new file that nobody imports', (files) =>
    files.create(unusedFile, "export const word = 'unused';\n"),
  ),
  edit('a rename of that file', (files) =>
    files.rename(unusedFile, 'apps/web/src/tasks/other-words.ts'),
  ),
  edit('its deletion', (files) => files.remove('apps/web/src/tasks/other-words.ts')),
  edit('a description in the description of the API', (files) =>
    files.replace(
      'apps/api/openapi.json',
      'Say that the process is alive',
      'Says that the process is alive',
    ),
  ),
  appended(
    'a comment in a migration',
    'apps/api/migrations/versions/0001_tasks_and_conversations.py',
    '\n# A comment.\n',
  ),
  edit('a value of the database', (files) =>
    files.replace(
      'infra/charts/platform/values.yaml',
      'checkpoint_timeout: 15min',
      'checkpoint_timeout: 14min',
    ),
  ),
  appended('a comment in the settings of the compiler', 'tsconfig.base.json', '\n// A comment.\n'),
  appended('a tool of the developers', 'tools/dev/src/commands/secrets.ts', '\n// A comment.\n'),
  appended('what gets the programs', 'tools/minikube/src/programs/tools.ts', '\n// A comment.\n'),
  appended('the source of the plugin', 'tools/nx-helm/src/base/folders.ts', '\n// A comment.\n'),
  appended('a test of the plugin', 'tools/nx-helm/src/base/git.spec.ts', '\n// A comment.\n'),
];
