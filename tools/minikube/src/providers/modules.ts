import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pointLink } from '@taskora/base/files';
import {
  configureContainerd,
  currentConfig,
  importImage,
  presentImages,
  startContainerd,
} from '../host/containerd.ts';
import { addGuardRules } from '../host/iptables.ts';
import { shareNetworkNamespaces } from '../host/networks.ts';
import { CNI_LINK, CNI_PROGRAMS, isOurCniLink, pathsFound } from '../host/leftovers.ts';
import { installPackages } from '../host/packages.ts';
import { installStandIns } from '../host/units.ts';
import { mountVolumes } from '../host/volumes.ts';
import { PROFILE } from '../kubernetes/profile.ts';
import { buildImage } from '../images/build.ts';
import { readMarker, writeMarker, type Marker } from '../base/marker.ts';
import { runSteps, step, type Step } from '../base/progress.ts';
import { linkIntoSystem, linkIntoWorkspace, SYSTEM_LINKS } from '../programs/links.ts';
import type { Session } from '../base/session.ts';
import { hostPath } from '../base/settings.ts';
import { toolSteps } from '../programs/ensure.ts';
import { enableMetrics, startMinikube } from './modules-start.ts';
import { removalSteps } from './modules-remove.ts';
import {
  describePlan,
  imagesKey,
  makesAnything,
  planModules,
  programNamed,
  type Plan,
} from './modules-plan.ts';

/** Makes or brings back the Minikube of the provider modules; every step finds what is done already. */
export async function makeFromModules(session: Session): Promise<Marker> {
  const { settings, runner, output } = session;
  const plan = await planModules(settings, runner);
  const known = readMarker(settings);
  if (known?.started !== true || makesAnything(plan)) output.write(describePlan(plan, settings));
  const marker = known ?? firstMarker(session);
  await runSteps(stepsOf(plan, session), output);
  plan.tools.finish();
  const images = imagesKey(plan.images);
  return writeMarker(settings, { ...marker, images, begun: true, started: true });
}

/** Written before anything is changed, so that whatever follows is known as ours. */
function firstMarker({ settings }: Session): Marker {
  return writeMarker(settings, {
    provider: 'modules',
    profile: PROFILE,
    driver: 'none',
    created: true,
    started: false,
    foundPaths: pathsFound(settings),
    containerdConfig: currentConfig(settings),
  });
}

function stepsOf(plan: Plan, session: Session): Step[] {
  const { settings, runner, logs } = session;
  const packages = step('Debian packages', 60, () =>
    installPackages(plan.packages, settings, runner, `${logs}/packages.log`),
  );
  const schemas = plan.tools.schemas;
  const images = plan.missingImages.map(({ spec, program }) =>
    step(`image ${spec.name}`, spec.debian ? 10 : 2, () =>
      buildImage(spec, program, settings, session.work, runner),
    ),
  );
  const discard = step('removing what a cut-off start left', 5, () => discardHalfMade(session));
  return [
    ...(plan.packages.length > 0 ? [packages] : []),
    ...toolSteps({ builds: plan.builds, schemas }, session),
    ...images,
    ...(isHalfMade(readMarker(session.settings)) ? [discard] : []),
    step('containerd, networks and links of this machine', 2, () => prepareHost(plan, session)),
    step('images into containerd', 15, () => importImages(plan, session)),
    step(`minikube start`, 30, () => startMinikube(plan, session)),
    step('metrics-server', 3, () => enableMetrics(plan, session)),
  ];
}

/** What this machine needs before its first pod: a pod keeps the namespaces and mounts that it was made with. */
export async function prepareHost(plan: Plan, { settings, runner }: Session): Promise<void> {
  installStandIns(settings);
  for (const name of SYSTEM_LINKS) {
    linkIntoSystem(programNamed(plan, name), settings);
    linkIntoWorkspace(programNamed(plan, name), settings);
  }
  const link = hostPath(settings, CNI_LINK);
  mkdirSync(dirname(link), { recursive: true });
  if (!isOurCniLink(settings)) pointLink(link, CNI_PROGRAMS);
  await configureContainerd(settings, runner);
  await addGuardRules(settings, runner);
  await mountVolumes(settings, runner);
  await shareNetworkNamespaces(settings, runner);
  await startContainerd(settings, runner);
}

/**
 * Minikube takes a cluster whose very first start was cut off for a whole one and never finishes
 * it. Such a cluster has held nothing yet, so it is taken away and made anew.
 */
export function isHalfMade(marker: Marker | undefined): boolean {
  return marker?.begun === true && !marker.started;
}

async function discardHalfMade(session: Session): Promise<void> {
  const marker = readMarker(session.settings);
  if (marker === undefined) return;
  for (const { run } of removalSteps(marker, session)) await run();
}

/** Images that are there from an earlier start are not unpacked again. */
async function importImages(plan: Plan, { settings, runner }: Session): Promise<void> {
  const marker = readMarker(settings);
  const same = marker?.images === imagesKey(plan.images);
  const present = same ? await presentImages(runner) : new Set<string>();
  for (const { spec, archive } of plan.images) {
    if (!present.has(spec.name)) await importImage(archive, runner);
  }
}
