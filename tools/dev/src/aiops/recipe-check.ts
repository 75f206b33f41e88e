import type { Ability, AgentName, Recipe, Settings } from './schema.ts';

/** What is wrong with a recipe, beyond what its schema says; undefined where nothing is. */
export const recipeFault = (recipe: Recipe, settings: Settings): string | undefined =>
  argumentFault(recipe) ??
  toolFault(recipe, settings) ??
  recipe.agents
    .map((agent) => agentFault(recipe, agent, settings))
    .find((each) => each !== undefined);

/** Placeholders have an argument, every argument is used, and examples are such as there are. */
function argumentFault({ prompt, commands, withoutAi, check, arguments: given }: Recipe) {
  const texts = [prompt, ...commands, withoutAi.edit ?? '', ...withoutAi.run, check.run];
  const used = [...texts.join('\n').matchAll(/\{([a-z-]+)\}/g)].map(([, key = '']) => key);
  const known = Object.keys(given);
  const unknown = used.filter((key) => !known.includes(key));
  if (unknown.length > 0) return `no argument ${unknown.join(', ')}`;
  const unused = known.filter((key) => !prompt.includes(`{${key}}`));
  if (unused.length > 0) return `the prompt does not use ${unused.join(', ')}`;
  const [wrong] = Object.entries(given).filter(
    ([, { example, choices }]) => choices?.includes(example) === false,
  );
  return wrong === undefined ? undefined : `${wrong[0]}: ${wrong[1].example} is no choice`;
}

/** A prompt names the tools that its recipe lists, and no others; a script calls none besides. */
function toolFault({ prompt, tools: listed, script }: Recipe, { tools }: Settings) {
  const absent = listed.filter((tool) => !(tool in tools));
  if (absent.length > 0) return `no tool ${absent.join(', ')}`;
  const called = script.flatMap((step) => ('tool' in step ? [step.tool] : []));
  const named = [...prompt.matchAll(/`(ops_[a-z]+)`/g)].map(([, tool = '']) => tool);
  const beyond = [...named, ...called].filter((tool) => !listed.includes(tool));
  return beyond.length > 0 ? `tools does not list ${beyond.join(', ')}` : undefined;
}

/** An agent is served every tool or can run what stands for it, and has what else the recipe asks for. */
function agentFault(recipe: Recipe, name: AgentName, { tools, agents }: Settings) {
  const { serves, has } = agents[name];
  const without = recipe.tools.filter((tool) => {
    const { scope, instead } = tools[tool] ?? {};
    const isServed = scope !== undefined && serves.includes(scope);
    const isReplaced = instead !== undefined && recipe.prompt.includes(`\`${instead}\``);
    return !isServed && !(has.includes('commands') && isReplaced);
  });
  if (without.length > 0) return `${name} has no tool ${without.join(', ')}`;
  const lacking = abilitiesFor(recipe).filter((each) => !has.includes(each));
  return lacking.length > 0 ? `${name} has no ${lacking.join(', ')}` : undefined;
}

/** What a program leaves to the person needs nothing of it. */
const left = /(?:leave that to|give the person(?: the line for)?)\s+`[^`]+`/g;

/** What a recipe needs of a program besides tools, by what its commands, script and prompt say. */
function abilitiesFor({ prompt, commands, script }: Recipe): Ability[] {
  const own = prompt.replaceAll(left, '');
  const runs = commands.length > 0 || script.some((step) => 'command' in step);
  return [
    ...(runs || own.includes('`npx nx ') ? (['commands'] as const) : []),
    ...(/`(?:apps|infra)\//.test(own) ? (['files'] as const) : []),
  ];
}
