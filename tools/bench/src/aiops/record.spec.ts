import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAiops } from '@taskora/dev/aiops';
import { examplesOf, filled, oneLine } from '@taskora/dev/aiops-text';
import { workspaceRoot } from '@taskora/dev/environment';
import { clientAgent } from './client.ts';
import { asksClusterAlone, playRecipe } from './play.ts';
import { normalised, RECORD, sectionOf, withoutHead } from './record.ts';

// Each test starts the operations server through npx.
jest.setTimeout(120_000);

const source = readAiops(workspaceRoot);
const record = readFileSync(join(workspaceRoot, RECORD), 'utf8');
const recorded = source.recipes.filter(({ agents }) => agents.includes('kubectl-ai'));
/** The formatter may set a line apart by more or fewer empty ones. */
const compact = (text: string): string => text.replaceAll(/\n{2,}/g, '\n');

describe('the record of what the recipes gave (O2)', () => {
  it('says that the model was scripted, which program played, when and at which commit', () => {
    expect(record).toContain('**The model was scripted**');
    expect(record).toMatch(
      /^Played by kubectl-ai .*, at 20\d\d-\d\d-\d\d, at commit [0-9a-f]{7,}\.$/m,
    );
  });

  it.each(recorded.map((recipe) => ({ name: recipe.name, recipe })))(
    'has the present prompt and steps of $name',
    ({ recipe }) => {
      const prompt = oneLine(filled(recipe.prompt, examplesOf(recipe)));
      const [, section = ''] = record.split(`\n## ${recipe.title}\n`);
      const [own = ''] = section.split('\n## ');
      expect(own).toContain(`\n${prompt}\n`);
      const steps = recipe.script.map((step) =>
        'tool' in step
          ? `Calls \`${step.tool}\` with \`${JSON.stringify(step.arguments)}\``
          : `Runs \`${step.command.join(' ')}\``,
      );
      for (const step of steps) expect(own).toContain(step);
      expect(own).toContain(`Said at the end, from the script: ${recipe.answer}`);
    },
  );

  it.each(
    recorded
      .filter((recipe) => asksClusterAlone(recipe, source))
      .map((recipe) => ({ name: recipe.name, recipe })),
  )('is what another agent is given for $name today', async ({ recipe }) => {
    const played = await playRecipe(recipe, { source, root: workspaceRoot, agent: clientAgent });
    expect(compact(record)).toContain(compact(sectionOf(played, workspaceRoot)));
    expect(played.changes).toEqual([]);
    expect(played.instructions).toContain('# Operating Taskora');
  });

  it('names nothing of one run, so that two records of the same are equal', () => {
    const mark = '0a1b2c3d4e5f0a1b2c3d4e5f';
    const text = `at ${'ab'.repeat(20)} in /tmp/x-1/y\nBEGIN ${mark}\nisDirty: true`;
    expect(normalised(text, '/work')).toBe(
      'at <commit> in <folder>\nBEGIN <random>\nisDirty: <either>',
    );
    expect(withoutHead('a\nPlayed by x, at y.\nb')).toBe('a\n\nb');
    expect(normalised('1\n'.repeat(70), '/work')).toMatch(/\n\(10 more lines\)$/);
  });
});
