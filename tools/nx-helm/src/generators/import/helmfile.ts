import type { Values } from '../../base/plain-object.ts';
import { isPlainObject, mergePlainObjects } from '../../base/plain-object.ts';
import type { ForeignFile, Imported, ImportedChart, ImportedRelease } from './imported.ts';
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
import { remoteChartOf } from './remote.ts';

/** Reads a helmfile.yaml, which has no images: those of the releases are the charts' own. */
export function readHelmfile(file: ForeignFile): Imported {
  const left: string[] = [];
  const releases = file.documents.flatMap((document) =>
    mappingsOf(document['releases']).flatMap((release) => releaseOf(file, release, left)),
  );
  for (const repository of repositoriesOf(file)) left.push(...loginOf(repository));
  for (const document of file.documents) left.push(...notTaken(file.path, document));
  return { images: [], releases, left };
}

function releaseOf(file: ForeignFile, release: Values, left: string[]): ImportedRelease[] {
  const name = textOf(release['name']) ?? '';
  if (release['installed'] === false) {
    left.push(`release ${name} is not to be installed`);
    return [];
  }
  const chart = chartOf(file, release, left);
  if (chart === undefined) return [];
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

function chartOf(file: ForeignFile, release: Values, left: string[]): ImportedChart | undefined {
  const name = textOf(release['name']) ?? '';
  const named = textOf(release['chart']) ?? '';
  // A folder needs no dot in front, and a repository may have the name of one.
  const folder = pathFrom(file, named);
  const isFolder =
    folder !== undefined &&
    (/^\.{1,2}(\/|$)/.test(named) || file.readText(`${folder}/Chart.yaml`) !== undefined);
  if (isFolder) return folder;
  const { version } = release;
  if (/^\.{0,2}\//.test(named) || named === '') {
    left.push(`release ${name} has no chart in the workspace: ${named}`);
    return undefined;
  }
  if (named.includes(':')) return remoteChartOf({ release: name, named, version }, left);
  const [alias = '', ...path] = named.split('/');
  const declared = repositoriesOf(file).find((each) => each['name'] === alias);
  if (declared === undefined) {
    left.push(
      `release ${name} is of the remote chart ${named}, and ${file.path} does not say where the repository ${alias} is: add it to repositories with its url, and import again`,
    );
    return undefined;
  }
  const repository = [addressOf(declared), ...path.slice(0, -1)].join('/');
  return remoteChartOf({ release: name, named: path.at(-1) ?? '', repository, version }, left);
}

const repositoriesOf = ({ documents }: ForeignFile): readonly Values[] =>
  documents.flatMap(({ repositories }) => mappingsOf(repositories));

/** A registry stands there without a scheme. */
function addressOf({ url, oci }: Values): string {
  const text = (textOf(url) ?? '').replace(/\/+$/, '');
  return oci === true && !text.startsWith('oci://') ? `oci://${text}` : text;
}

function loginOf(repository: Values): string[] {
  const keys = ['username', 'password', 'certFile', 'keyFile', 'caFile'];
  const given = keys.filter((key) => key in repository);
  const name = String(repository['name']);
  return given.length === 0
    ? []
    : [
        `${given.join(', ')} of repository ${name}: helm registry login, or helm repo add ${name} with it and @${name} as the repository in metadata.helmChart`,
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
