import { resolve } from 'node:path';
import { scenes } from '../testing/rehearsed-scenes.ts';
import { ExampleOutput, rehearsedSteps } from '../testing/worked-example.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(600_000);

const document = resolve(import.meta.dirname, '../../../../docs/pipeline.md');
const steps = rehearsedSteps(document);

/** Without a shell: what is typed is programs with arguments, and a comment that says of a failure. */
function argumentsOf(command: string): readonly string[] {
  const [typed = ''] = command.split(/\s+# /);
  const parts = typed.match(/(?:[^\s']|'[^']*')+/g) ?? [];
  return parts.map((part) => part.replaceAll("'", ''));
}

const refusal = (command: string): string | undefined => /# refused: (\w+)/.exec(command)?.[1];

describe('docs/pipeline.md without a cluster (D1, C3, C4, K6, N4, N6)', () => {
  it('has such commands for all that the scenes are made for', () => {
    expect([...new Set(steps.map(({ scene }) => scene))].toSorted()).toEqual(
      Object.keys(scenes).toSorted(),
    );
  });

  it.each(steps.map((step) => [`${step.scene}: ${step.commands.join('; ')}`, step] as const))(
    'prints what it shows, %s',
    (_name, { scene, commands, output }) => {
      const workspace = scenes[scene]?.();
      if (workspace === undefined) throw new Error(`there is no scene ${scene}`);
      const printed: string[] = [];
      for (const command of commands) {
        const [npx, nx, ...args] = argumentsOf(command);
        expect([npx, nx]).toEqual(['npx', 'nx']);
        const { exitCode, text } = workspace.nx(...args);
        const code = refusal(command);
        expect([command, exitCode === 0, text]).toEqual([
          command,
          code === undefined,
          expect.stringContaining(code ?? ''),
        ]);
        printed.push(text);
      }
      workspace.remove();
      const all = printed.join('\n');
      const missing = new ExampleOutput().missing(output, all);
      expect(missing === undefined ? '' : `${missing}\n\nwas printed:\n${all}`).toBe('');
    },
  );
});
