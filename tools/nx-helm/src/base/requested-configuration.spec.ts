import { handDown, typedConfigurations } from './nx-command.ts';
import { environmentWith, handedDownConfigurations } from './settings.ts';

describe('what was typed of configurations', () => {
  it.each([
    [['run', 'api:helm-deploy', '-c', 'prod'], ['prod']],
    [['run', 'api:helm-deploy', '-c=prod'], ['prod']],
    [['run-many', '-t', 'helm-deploy', '--configuration', 'prod'], ['prod']],
    [['run-many', '-t', 'helm-deploy', '--configuration=prod'], ['prod']],
    [['helm-deploy', 'api', '--prod'], ['production']],
    [['run', 'api:helm-deploy', '--', '-c', 'prod'], []],
    [['run', 'api:helm-deploy', '-c'], ['']],
    [['run', 'api:helm-deploy', '-c', '--verbose'], ['']],
    [['run', 'api:helm-deploy', '--configuration='], ['']],
    [['run', 'api:helm-deploy', '-c1'], ['1']],
    [['run', 'api:helm-deploy', '-c', '1.0'], ['1.0']],
    [['run', 'api:helm-deploy', '-cprod'], []],
    [['run', 'api:helm-deploy', '-c', 'test', '--configuration=prod'], ['test,prod']],
    [['run', 'api:helm-deploy', '--c=prod'], ['prod']],
    [['run', 'api:helm-deploy', '--no-configuration'], []],
    [
      ['run', 'api:helm-deploy', '-c', 'test', '--prod'],
      ['test', 'production'],
    ],
    [['run', 'api:helm-deploy', '--prod=false'], []],
    [['run-many', '-t', 'helm-deploy', '-p', 'api', '-c', 'prod'], ['prod']],
    [['affected', '--targets=helm-deploy', '-c', 'prod', '--base=main'], ['prod']],
    [['run', 'api:helm-deploy', '--reason', 'c'], []],
  ])('%j names %j', (args, named) => {
    expect(typedConfigurations(args).named).toEqual(named);
  });

  it('may be the third part of a target', () => {
    expect(typedConfigurations(['--verbose', 'run', 'api:helm-deploy:prod']).targets).toEqual([
      'api:helm-deploy:prod',
    ]);
  });
});

describe('where no command line can be read', () => {
  it('Nx hands down what was typed, also that it was nothing', () => {
    jest.replaceProperty(process, 'env', environmentWith({}));
    const context = { id: '1', workspaceRoot: '/', nxJsonConfiguration: {} };
    void handDown(undefined, { ...context, argv: ['node', 'nx', 'run', 'api:test', '-c', 'prod'] });
    expect(handedDownConfigurations()).toBe('{"named":["prod"],"targets":[]}');
    void handDown(undefined, { ...context, argv: ['node', 'nx', 'run', 'api:test'] });
    expect(handedDownConfigurations()).toBe('{"named":[],"targets":[]}');
  });
});
