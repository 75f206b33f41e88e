import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCE } from './source.ts';

/** What the recipes gave, by the program that played them. */
export const RECORDS = {
  'kubectl-ai': `${SOURCE}/ai-gen/record.md`,
  'docker-agent': `${SOURCE}/ai-gen/record-docker-agent.md`,
  client: `${SOURCE}/ai-gen/record-client.md`,
} as const;
export type Player = keyof typeof RECORDS;
export const PLAYERS = Object.keys(RECORDS) as readonly Player[];

/** The sections of a record, by the name of their recipe. */
export function sectionsIn(record: string): ReadonlyMap<string, string> {
  const sections = record.split(/^(?=## )/m).slice(1);
  return new Map(
    sections.map((section) => [/^Recipe `([a-z-]+)`/m.exec(section)?.[1] ?? '', section.trim()]),
  );
}

/** Each record that there is; a player without one has played nothing. */
export const readRecords = (root: string): ReadonlyMap<Player, string> =>
  new Map(
    PLAYERS.filter((player) => existsSync(join(root, RECORDS[player]))).map((player) => [
      player,
      readFileSync(join(root, RECORDS[player]), 'utf8'),
    ]),
  );
