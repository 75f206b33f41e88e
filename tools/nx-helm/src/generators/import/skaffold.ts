import { posix } from 'node:path';
import type { Values } from '../../base/plain-object.ts';
import { isPlainObject, mergePlainObjects } from '../../base/plain-object.ts';
import type {
  ForeignFile,
  Imported,
  ImportedChart,
  ImportedImage,
  ImportedRelease,
} from './imported.ts';
import {
  intoLists,
  isTemplated,
  listOf,
  mappingOf,
  mappingsOf,
  nested,
  pathFrom,
  textOf,
  valuesOfFiles,
} from './imported.ts';
import { remoteChartOf } from './remote.ts';

/** What builds an artifact where it is no Dockerfile. */
const builders = ['bazel', 'buildpacks', 'custom', 'jib', 'kaniko', 'ko'];

/** Skaffold writes an image's name so in the variables of its value templates. */
const variableOf = (image: string): string => image.replaceAll(/\W/g, '_');

/** Reads a skaffold.yaml of any version from v1 on, by the schema of v4beta13 and those before it. */
export function readSkaffold(file: ForeignFile): Imported {
  const left: string[] = [];
  const configurations = file.documents.filter(({ kind }) => kind === 'Config');
  const images = configurations.flatMap(({ build }) => imagesOf(file, mappingOf(build), left));
  const releases = configurations.flatMap((configuration) =>
    releasesOf(file, configuration, images, left),
  );
  for (const configuration of configurations) left.push(...notTaken(file.path, configuration));
  return { images, releases, left };
}

function imagesOf(file: ForeignFile, build: Values, left: string[]): ImportedImage[] {
  return mappingsOf(build['artifacts']).flatMap((artifact) => {
    const image = textOf(artifact['image']) ?? '';
    const builder = builders.find((name) => name in artifact);
    if (builder !== undefined) {
      left.push(
        `image ${image} is built by ${builder}: give its folder a Dockerfile, and import again`,
      );
      return [];
    }
    const docker = mappingOf(artifact['docker']);
    const context = pathFrom(file, textOf(artifact['context']) ?? '.');
    if (context === undefined) {
      left.push(`image ${image} is built outside of the workspace: move its context into it`);
      return [];
    }
    const dockerfile = posix.join(context, textOf(docker['dockerfile']) ?? 'Dockerfile');
    for (const key of ['target', 'secrets', 'ssh', 'cacheFrom', 'network'].filter(
      (each) => each in docker,
    )) {
      left.push(`docker.${key} of image ${image}: the last stage is built, without ${key}`);
    }
    if ('sync' in artifact) {
      left.push(
        `sync of image ${image}: npx nx run <project>:live sends what is saved into the running pods, once the chart has the overlay and the annotation nx-helm/live: 'true'; until then npx nx run infra:watch rolls it out`,
      );
    }
    if ('hooks' in artifact) {
      left.push(`hooks of image ${image}: put what they do into its Dockerfile or target build`);
    }
    const bases = mappingsOf(artifact['requires']).map((base) => textOf(base['image']));
    if (bases.length > 0) {
      left.push(
        `image ${image} is built on ${bases.join(', ')}: name it in FROM by its project, as <imagePrefix>/<project>`,
      );
    }
    const buildArguments = Object.fromEntries(
      Object.entries(mappingOf(docker['buildArgs']))
        .filter(([, value]) => value !== null && !isTemplated(String(value)))
        .map(([name, value]) => [name, String(value)]),
    );
    return [{ image, context, dockerfile, buildArguments }];
  });
}

/** Releases stood in `deploy` alone at first, and stand in `manifests` too since v3. */
function releasesOf(
  file: ForeignFile,
  { deploy, manifests }: Values,
  images: readonly ImportedImage[],
  left: string[],
): ImportedRelease[] {
  const helm = [deploy, manifests].map((part) => mappingOf(mappingOf(part)['helm']));
  return helm
    .flatMap(({ releases }) => mappingsOf(releases))
    .flatMap((release) => releaseOf(file, release, images, left));
}

function releaseOf(
  file: ForeignFile,
  release: Values,
  images: readonly ImportedImage[],
  left: string[],
): ImportedRelease[] {
  const name = textOf(release['name']) ?? '';
  const chart = chartOf(file, release, left);
  if (chart === undefined) return [];
  const names = listOf(release['valuesFiles']).filter((each) => typeof each === 'string');
  const { values: ofFiles, missing } = valuesOfFiles(file, names);
  for (const each of missing) left.push(`values file ${each} of release ${name} is not there`);
  const set = Object.entries(mappingOf(release['setValues'])).map(([key, value]) =>
    isPlainObject(value) ? { [key]: value } : nested(key, value),
  );
  const values = mergePlainObjects(ofFiles, mappingOf(release['overrides']), ...set);
  const given = imageKeys(release, images, left);
  const folder = typeof chart === 'string' ? textOf(release['chartPath']) : undefined;
  const ofChart =
    folder === undefined ? {} : valuesOfFiles(file, [posix.join(folder, 'values.yaml')]).values;
  const named = repositoriesIn(mergePlainObjects(ofChart, values), images);
  left.push(...intoLists(Object.keys(mappingOf(release['setValues'])), name));
  for (const key of ['setFiles', 'flags', 'hooks'].filter((each) => each in release)) {
    left.push(`${key} of release ${name}: put what it does into the chart or its values`);
  }
  const namespace = namespaceOf(release, left);
  return [
    {
      name,
      chart,
      ...(namespace === undefined ? {} : { namespace }),
      values,
      images: { ...named, ...given },
      needs: [],
    },
  ];
}

function chartOf(file: ForeignFile, release: Values, left: string[]): ImportedChart | undefined {
  const name = textOf(release['name']) ?? '';
  const path = textOf(release['chartPath']);
  // The schemas before v2beta13 had the path for both.
  const remote = textOf(release['remoteChart']) ?? (release['remote'] === true ? path : undefined);
  if (remote === undefined) {
    const chart = path === undefined ? undefined : pathFrom(file, path);
    if (chart === undefined) left.push(`release ${name} has no chart in the workspace`);
    return chart;
  }
  const { version } = release;
  const repository = textOf(release['repo']);
  if (repository !== undefined || remote.includes(':')) {
    const given = repository === undefined ? {} : { repository };
    return remoteChartOf({ release: name, named: remote, ...given, version }, left);
  }
  const [alias = '', ...rest] = remote.split('/');
  if (rest.length === 0) {
    left.push(
      `release ${name} is of the remote chart ${remote}, and ${file.path} does not say of which repository: give it by repo, and import again`,
    );
    return undefined;
  }
  const named = rest.join('/');
  const chart = remoteChartOf({ release: name, named, repository: `@${alias}`, version }, left);
  if (chart !== undefined) {
    left.push(
      `the address of the repository ${alias} of release ${name}, which ${file.path} does not have: the project asks Helm of the machine, as Skaffold does, where helm repo add ${alias} has to be done; write the address as repository into metadata.helmChart`,
    );
  }
  return chart;
}

/** A name that Skaffold renders is not known here. */
function namespaceOf({ name, namespace }: Values, left: string[]): string | undefined {
  const text = textOf(namespace);
  if (!isTemplated(text)) return text;
  left.push(`namespace ${String(text)} of release ${String(name)} is a template: write it out`);
  return undefined;
}

/** `{{.IMAGE_REPO_shop_web}}`: what of which image. Without a name it is by the order of the images. */
const imageTemplate =
  /^\{\{\s*\.IMAGE_(?:FULLY_QUALIFIED|REPO_NO_DOMAIN|NAME|REPO|TAG|DIGEST|DOMAIN)(?:_(\w+)|(\d*))\s*\}\}$/;
/** What gives both: `{{.IMAGE_TAG_web}}@{{.IMAGE_DIGEST_web}}`. */
const withDigest = /^(\{\{[^{}]*\}\})@\{\{[^{}]*\}\}$/;

/** By which keys of the values the release is given its images. */
function imageKeys(
  release: Values,
  images: readonly ImportedImage[],
  left: string[],
): Record<string, string> {
  const name = textOf(release['name']) ?? '';
  const keys: Record<string, string> = {};
  const templates = Object.entries(mappingOf(release['setValueTemplates']));
  for (const [path, template] of templates) {
    const text = String(template).trim();
    const found = imageTemplate.exec(withDigest.exec(text)?.[1] ?? text);
    if (found === null) {
      left.push(
        `value ${path} of release ${name} is a template, ${String(template)}: write it out`,
      );
      continue;
    }
    const [, variable, order = ''] = found;
    const known =
      variable === undefined
        ? images[order === '' ? 0 : Number(order) - 1]
        : images.find(({ image }) => variableOf(image) === variable);
    const end = /^(.+)\.(repository|tag|digest)$/.exec(path);
    if (known === undefined) {
      left.push(
        `value ${path} of release ${name} names no image of this file: ${String(template)}`,
      );
    } else if (end?.[1] === undefined) {
      left.push(wholeReference(name, path));
    } else keys[end[1]] = known.image;
  }
  for (const [path, image] of Object.entries(mappingOf(release['artifactOverrides']))) {
    const isSplit = 'helm' in mappingOf(release['imageStrategy']);
    const known = images.find((each) => each.image === image);
    if (known === undefined) {
      left.push(`override ${path} of release ${name} names no image of this file`);
    } else if (isSplit) keys[path] = known.image;
    else left.push(wholeReference(name, path));
  }
  return keys;
}

/** Skaffold replaces an image in what was rendered, too, so a chart may just name it. */
function repositoriesIn(
  values: Values,
  images: readonly ImportedImage[],
  path: readonly string[] = [],
): Record<string, string> {
  const { repository } = values;
  if (path.length > 0 && images.some(({ image }) => image === repository)) {
    return { [path.join('.')]: String(repository) };
  }
  return Object.assign(
    {},
    ...Object.entries(values).map(([key, value]) =>
      isPlainObject(value) ? repositoriesIn(value, images, [...path, key]) : {},
    ),
  );
}

const wholeReference = (release: string, path: string): string =>
  `value ${path} of release ${release} takes a whole reference: let the chart put it together from ${path}.repository and ${path}.tag, and name it in the annotation nx-helm/images`;

function notTaken(path: string, configuration: Values): string[] {
  const { requires, profiles, deploy, manifests, portForward, test, verify } = configuration;
  const names = mappingsOf(profiles).map((profile) => textOf(profile['name']) ?? '');
  const others = [deploy, manifests].flatMap((part) =>
    Object.keys(mappingOf(part)).filter((key) =>
      ['kubectl', 'kustomize', 'rawYaml', 'docker', 'cloudrun', 'kpt'].includes(key),
    ),
  );
  return [
    ...(names.length > 0
      ? [`profiles ${names.join(', ')} of ${path}: write an environment's file for each`]
      : []),
    ...mappingsOf(requires).map(
      (each) => `${path} requires ${textOf(each['path']) ?? 'another file'}: import that, too`,
    ),
    ...[...new Set(others)].map(
      (key) => `${key} of ${path}: put these manifests into a chart, and import again`,
    ),
    ...(portForward === undefined
      ? []
      : [`portForward of ${path}: npx nx run <project>:port-forward`]),
    ...(test === undefined ? [] : [`test of ${path}: declare a target for it`]),
    ...(verify === undefined ? [] : [`verify of ${path}: put it into the chart as a test`]),
  ];
}
