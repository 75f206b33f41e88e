import { readAiops, type Recipe } from '@taskora/dev/aiops';
import { readRecords, sectionsIn } from '@taskora/dev/aiops-records';
import { examplesOf, filled, oneLine } from '@taskora/dev/aiops-text';
import { workspaceRoot } from '@taskora/dev/environment';
import { checkPlayed, faultOf } from './check.ts';
import { clientAgent } from './client.ts';
import { asksClusterAlone, playRecipe } from './play.ts';
import {
  callOf,
  merged,
  normalised,
  offeredIn,
  recordText,
  sectionOf,
  withoutPlays,
} from './record.ts';

// Each play starts the operations server or Nx through npx.
jest.setTimeout(300_000);

const source = readAiops(workspaceRoot);
const records = readRecords(workspaceRoot);
const byName = (recipes: readonly Recipe[]) =>
  recipes.map((recipe) => ({ name: recipe.name, recipe }));
/** The formatter may set a line apart by more or fewer empty ones. */
const compact = (text: string): string => text.replaceAll(/\n{2,}/g, '\n');
const play = { agent: 'x', at: '2026-01-01', commit: '0000000' };

const sections = [...records].flatMap(([player, record]) =>
  [...sectionsIn(record)].map(([name, section]) => ({ player, name, section })),
);

describe('the records of what the recipes gave (O2)', () => {
  it.each([...records])('of %s says that the model was scripted', (_player, record) => {
    expect(record).toContain('**The model was scripted**');
  });

  it('have every recipe, and kubectl-ai’s all that are for it', () => {
    const names = (player: string) =>
      sections.filter((each) => each.player === player).map(({ name }) => name);
    const own = source.recipes.filter(({ agents }) => agents.includes('kubectl-ai'));
    expect(names('kubectl-ai')).toEqual(own.map(({ name }) => name));
    const all = source.recipes.map(({ name }) => name);
    expect([...new Set(sections.map(({ name }) => name))].toSorted()).toEqual(all);
  });

  it.each(sections)(
    'have the present prompt and steps of $name by $player, and what each has to give',
    ({ player, name, section }) => {
      const recipe = source.recipes.find((each) => each.name === name);
      if (recipe === undefined) throw new Error(`no recipe ${name}`);
      const title = { 'kubectl-ai': 'kubectl-ai', 'docker-agent': "Docker's agent", client: 'the' };
      expect(section).toMatch(
        new RegExp(
          `^Played by ${title[player]} .*, at 20..-..-.., at commit [0-9a-f]{7,}\\.$`,
          'm',
        ),
      );
      expect(section).toContain(`\n${oneLine(filled(recipe.prompt, examplesOf(recipe)))}\n`);
      expect(section).toContain(`Said at the end, from the script: ${recipe.answer}`);
      const [, ...given] = [...section.matchAll(/^```text\n(.*?)\n```$/gms)];
      expect(given).toHaveLength(recipe.script.length);
      for (const [index, step] of recipe.script.entries()) {
        const outcome = { text: given[index]?.[1] ?? '', isError: false };
        expect(section).toContain(`**${index + 1}.** ${callOf({ step })}, and is given:`);
        expect(faultOf({ step, outcome })).toBeUndefined();
      }
    },
  );

  it.each(byName(source.recipes))(
    'are what another agent is given for $name today',
    async ({ recipe }) => {
      const played = await playRecipe(recipe, { source, root: workspaceRoot, agent: clientAgent });
      checkPlayed(played, source, clientAgent.nameOf);
      // What the workspace answers changes with it.
      if (!asksClusterAlone(recipe, source)) return;
      const today = compact(withoutPlays(sectionOf(played, play, workspaceRoot)));
      const [own] = sections.filter(({ name }) => name === recipe.name);
      expect(compact(withoutPlays(own?.section ?? ''))).toBe(today);
    },
  );

  it('name nothing of one run, so that two records of the same are equal', () => {
    const mark = '0a1b2c3d4e5f0a1b2c3d4e5f';
    const text = `at ${'ab'.repeat(20)} in /tmp/x-1/y\nBEGIN ${mark}\nisDirty: true`;
    expect(normalised(text, '/work')).toBe(
      'at <commit> in <folder>\nBEGIN <random>\nisDirty: <either>',
    );
    expect(withoutPlays('a\nPlayed by x, at y.\nb\nPlayed by z.')).toBe('a\n\nb\n');
    expect(normalised('1\n'.repeat(70), '/work')).toMatch(/\n\(10 more lines\)$/);
  });
});

describe('a record of which some recipes were played again (O2)', () => {
  const section = (name: string, said: string): string =>
    `## Title of ${name}\n\nRecipe \`${name}\`. Prompt:\n\n${said}`;
  const before = recordText('client', ['b', 'a'], [section('one', 'old'), section('two', 'old')]);

  it('keeps the others, in the order of the recipes that there are', () => {
    const own = new Map([['two', section('two', 'new')]]);
    const kept = [section('one', 'old'), section('two', 'new')];
    expect(merged(before, own, ['one', 'two'])).toEqual(kept);
    expect(merged(before, own, ['two'])).toEqual([section('two', 'new')]);
    expect(merged('', own, ['one', 'two'])).toEqual([section('two', 'new')]);
  });

  it('still says what the model was offered by those', () => {
    expect(offeredIn(before)).toEqual(['b', 'a']);
  });
});
