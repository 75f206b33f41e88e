import type { Values } from '../../base/plain-object.ts';
import { isPlainObject, mergePlainObjects } from '../../base/plain-object.ts';
import type { ForeignFile, Imported, ImportedRelease } from './imported.ts';
import {
  intoLists,
  isTemplated,
  listOf,
  mappingsOf,
  nested,
  pathFrom,
  textOf,
  valuesOfFiles,
} from './imported.ts';

/** Reads a helmfile.yaml, which has no images: those of the releases are the charts' own. */
export function readHelmfile(file: ForeignFile): Imported {
  const left: string[] = [];
  const releases = file.documents.flatMap((document) =>
    mappingsOf(document['releases']).flatMap((release) => releaseOf(file, release, left)),
  );
  for (const document of file.documents) left.push(...notTaken(file.path, document));
  return { images: [], releases, left };
}

function releaseOf(file: ForeignFile, release: Values, left: string[]): ImportedRelease[] {
  const name = textOf(release['name']) ?? '';
  const named = textOf(release['chart']) ?? '';
  if (release['installed'] === false) {
    left.push(`release ${name} is not to be installed`);
    return [];
  }
  // A folder needs no dot in front, and a repository may have the name of one.
  const folder = pathFrom(file, named);
  const isLocal =
    /^\.{1,2}(\/|$)/.test(named) ||
    (folder !== undefined && file.readText(`${folder}/Chart.yaml`) !== undefined);
  const chart = isLocal ? pathFrom(file, named) : undefined;
  if (chart === undefined) {
    left.push(
      `release ${name} is of the remote chart ${named}: helm pull --untar it into the workspace, name it by its path, and import again`,
    );
    return [];
  }
  const given = listOf(release['values']);
  const names = given.filter((each) => typeof each === 'string');
  const { values: ofFiles, missing } = valuesOfFiles(file, names);
  for (const each of missing) left.push(`values file ${each} of release ${name} is not there`);
  const inline = given.filter((each) => isPlainObject(each));
  const set = mappingsOf(release['set'])
    .filter(({ value }) => value !== undefined)
    .map(({ name: key, value }) => nested(String(key), value));
  if (listOf(release['secrets']).length > 0) {
    left.push(`secrets of release ${name}: make a Secret of the cluster from them, and name it`);
  }
  left.push(
    ...intoLists(
      mappingsOf(release['set']).map((each) => String(each['name'])),
      name,
    ),
  );
  for (const key of ['hooks', 'inherit', 'condition', 'strategicMergePatches', 'jsonPatches']) {
    if (key in release) left.push(`${key} of release ${name}: put what it does into the chart`);
  }
  const written = textOf(release['namespace']);
  const namespace = isTemplated(written) ? undefined : written;
  if (isTemplated(written)) {
    left.push(`namespace ${String(written)} of release ${name} is a template: write it out`);
  }
  return [
    {
      name,
      chart,
      ...(namespace === undefined ? {} : { namespace }),
      values: mergePlainObjects(ofFiles, ...inline, ...set),
      images: {},
      needs: listOf(release['needs']).map((each) => String(each).split('/').at(-1) ?? ''),
    },
  ];
}

function notTaken(path: string, document: Values): string[] {
  const { bases, environments, helmfiles } = document;
  const names = Object.keys(isPlainObject(environments) ? environments : {});
  return [
    ...(names.length > 0
      ? [`environments ${names.join(', ')} of ${path}: write an environment's file for each`]
      : []),
    ...listOf(helmfiles).map((each) => {
      const named = isPlainObject(each) ? textOf(each['path']) : textOf(each);
      return `${path} includes ${named ?? 'another file'}: import that, too`;
    }),
    ...listOf(bases).map((each) => `${path} is based on ${String(each)}: helmfile build merges it`),
  ];
}
