import type { Recipe } from './source.ts';

/** A text of a recipe with values in place of its placeholders. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{([a-z-]+)\}/g, (whole, key: string) => values[key] ?? whole);

/** The values by which documents and the record show a recipe. */
export const examplesOf = (recipe: Recipe): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(recipe.arguments).map(([key, { example }]) => [key, example]));

/** A text for people, who put their own values in: `<service>`. */
export const asPlaceholders = (text: string): string => text.replaceAll(/\{([a-z-]+)\}/g, '<$1>');

/** A text for each combination of the choices; where any value goes, the example stands for it. */
export function everyForm(text: string, recipe: Recipe): string[] {
  return Object.entries(recipe.arguments).reduce<string[]>(
    (forms, [key, { choices, example }]) => [
      ...new Set(
        forms.flatMap((form) =>
          (choices ?? [example]).map((choice) => filled(form, { [key]: choice })),
        ),
      ),
    ],
    [text],
  );
}

/** The lines of a prompt as one: where a shell takes it as an argument. */
export const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').trim();

/** How the same is done without a model: what is written, the commands, and what they do. */
export function withoutAiOf({ withoutAi: { edit, run, does } }: Recipe): string {
  const commands = run.map((each) => `\`${asPlaceholders(each)}\``).join(', then ');
  const before =
    edit === undefined
      ? ''
      : `${asPlaceholders(edit)} in \`infra/environments/minikube.yaml\`, then `;
  return `${before}${commands}: ${does}`;
}
