import { examplesOf, filled, oneLine } from '@taskora/dev/aiops-text';
import type { Aiops, Recipe, Step } from '@taskora/dev/aiops';
import { startRecordedCluster } from './recorded-cluster.ts';
import { startScriptedModel, type ScriptedModel, type Turn } from './scripted-model.ts';

/** What an agent is started with for one prompt. */
export interface Setting {
  readonly root: string;
  readonly model: ScriptedModel;
  readonly prompt: string;
  /** Variables of the agent, and of the server that it starts. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A program that takes a prompt, asks the model, and does what that calls for. */
export interface Agent {
  /** As the record calls it, with its version. */
  readonly title: string;
  readonly nameOf: (tool: string) => string;
  /** The call that runs a command. */
  readonly runCall: (command: readonly string[]) => Extract<Turn, { call: string }>;
  readonly play: (setting: Setting) => Promise<void>;
  /** What the model was given as a result, without what the agent puts around it. */
  readonly outcomeOf: (result: string) => Outcome;
}

export interface Outcome {
  readonly text: string;
  /** What the model is given: a tool answered with an error, or a command with another code than 0. */
  readonly isError: boolean;
}

export interface PlayedStep {
  /** As the script has it: a tool with its arguments, or a command. */
  readonly step: Step;
  readonly outcome: Outcome;
}

export interface Played {
  readonly recipe: Recipe;
  readonly prompt: string;
  readonly steps: readonly PlayedStep[];
  readonly offered: readonly string[];
  readonly instructions: string;
  /** What was asked of the cluster other than to read. */
  readonly changes: readonly string[];
}

/** A recipe whose steps all come out alike wherever they are played: they ask the cluster alone. */
export const asksClusterAlone = ({ script }: Recipe, { tools }: Aiops): boolean =>
  script.every((step) => 'tool' in step && tools[step.tool]?.scope === 'cluster');

/** Plays one recipe by an agent: the prompt is given, the model says what the script says. */
export async function playRecipe(
  recipe: Recipe,
  { source, root, agent }: { source: Aiops; root: string; agent: Agent },
): Promise<Played> {
  const prompt = oneLine(filled(recipe.prompt, examplesOf(recipe)));
  const turns = recipe.script.map((step): Turn =>
    'tool' in step
      ? { call: agent.nameOf(step.tool), arguments: step.arguments }
      : agent.runCall(step.command),
  );
  const cluster = await startRecordedCluster();
  const model = await startScriptedModel([...turns, { answer: recipe.answer }]);
  try {
    const groups = asksClusterAlone(recipe, source) ? 'cluster' : 'cluster,workspace';
    const variables = { ...cluster.environment, OPS_GROUPS: groups };
    await agent.play({ root, model, prompt, variables });
    const results = model.results();
    return {
      recipe,
      prompt,
      steps: recipe.script.map((step, index) => ({
        step,
        outcome: agent.outcomeOf(results[index] ?? ''),
      })),
      offered: model.offered(),
      instructions: model.instructions(),
      changes: cluster.changes,
    };
  } finally {
    await model.stop();
    await cluster.stop();
  }
}
