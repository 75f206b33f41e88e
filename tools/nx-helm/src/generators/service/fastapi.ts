import type { Service } from './generator.ts';
import type { Parts } from './parts.ts';

export function fastapiParts({ name, root, port }: Service): Parts {
  const packagesTool = `python3 ${root}/tools/build.py`;
  const local = `dist/packages-for-tests/${root}`;
  const environment = { PYTHONPATH: `${root}/src:${local}`, PYTHONDONTWRITEBYTECODE: '1' };
  const module = name.replaceAll('-', '_');
  return {
    targets: {
      build: {
        executor: 'nx:run-commands',
        cache: true,
        inputs: [
          '{projectRoot}/src/**/*',
          '!{projectRoot}/**/__pycache__/**/*',
          '{projectRoot}/tools/build.py',
          '{projectRoot}/requirements.lock',
          { runtime: 'uname -m || echo %PROCESSOR_ARCHITECTURE%' },
          { externalDependencies: [] },
        ],
        outputs: ['{workspaceRoot}/dist/{projectRoot}'],
        options: { command: `${packagesTool} image dist/${root}` },
        metadata: { description: "Locked packages and sources for the image's Python" },
      },
      'test-packages': {
        executor: 'nx:run-commands',
        cache: true,
        inputs: [
          '{projectRoot}/tools/build.py',
          '{projectRoot}/requirements.lock',
          { runtime: 'python3 --version' },
          { externalDependencies: [] },
        ],
        outputs: [`{workspaceRoot}/dist/packages-for-tests/{projectRoot}`],
        options: { command: `${packagesTool} tests ${local}` },
        metadata: { description: "Locked packages for this machine's Python" },
      },
      test: {
        executor: 'nx:run-commands',
        cache: true,
        dependsOn: ['test-packages'],
        inputs: [
          '{projectRoot}/{src,tests}/**/*',
          '!{projectRoot}/**/__pycache__/**/*',
          '{projectRoot}/requirements.lock',
          { runtime: 'python3 --version' },
          { externalDependencies: [] },
        ],
        options: {
          command: `python3 -m unittest discover --start-directory ${root}/tests`,
          env: environment,
        },
        metadata: { description: 'Starts the service and asks it, by unittest' },
      },
      dev: {
        executor: 'nx:run-commands',
        continuous: true,
        dependsOn: ['test-packages'],
        options: {
          command: `python3 -m uvicorn ${module}.app:app --reload --reload-dir ${root}/src --port ${port}`,
          env: environment,
        },
        metadata: { description: 'Runs the service on this machine, reloading' },
      },
    },
    packages: {},
    devPackages: {},
    ignored: ['dist', '__pycache__'],
  };
}
