/** What is for Linux by what it does, and why: the only sources that may name a place of that system. */

/** Folders whose every file is. */
export const linuxFolders: Readonly<Record<string, string>> = {
  'infra/charts/tests': 'pods, images and a real API server are of Linux',
  'infra/images': 'Debian packages are unpacked into images by mmdebstrap',
  'tools/bench': 'measures processes by /proc, and clusters',
  'tools/minikube/preflight': 'looks at a machine before a Minikube is made out of it',
  'tools/minikube/src': 'makes a Minikube out of a Debian machine',
  'tools/nx-helm/bench': 'measures against a cluster',
  'tools/nx-helm/e2e': 'acts on a cluster and starts daemons',
};

/** Single files; each does otherwise where there is no such place. */
export const linuxFiles: Readonly<Record<string, string>> = {
  'apps/e2e/src/config.ts':
    "Debian's Chromium where it is there, else the one that Playwright brings",
  'libs/grammar/programs/browser.ts':
    "Debian's Chromium where it is there, else the one that Playwright brings",
  'tools/base/src/identity.ts': 'asks ps or PowerShell elsewhere',
  'tools/base/src/processes.ts': 'asks ps elsewhere',
  'tools/dev/setup/lock.mjs': 'takes the number alone elsewhere',
  'tools/dev/src/aiops/aiops.spec.ts': 'runs commands as kubectl-ai does, by bash',
  'tools/dev/src/database-copy/programs.ts': "the database's socket in its pod",
  'tools/dev/src/documents/commands.spec.ts':
    'runs blocks of documents, which are for a POSIX shell',
  'tools/dev/src/monitoring/programs.ts': 'says what to install elsewhere',
  'tools/dev/src/operations/parallel-queries.ts': "the database's socket in its pod",
  'tools/dev/src/postgres/development-data.ts':
    'for root, whom PostgreSQL refuses; Windows has none',
  'tools/dev/src/rotation/kubectl-cluster.ts': 'hands kubectl a secret by a stream, not by a file',
  'tools/dev/src/testing/on-another-machine.ts': 'the number of a machine of Linux',
  'tools/dev/src/testing/database-image.ts': "runs the start script of the database's image",
  'tools/nx-helm/src/against/mounted-files.ts': 'leaves the files out elsewhere, and says so',
  'tools/nx-helm/src/base/liveness.mjs': 'takes the name of the machine alone elsewhere',
  'tools/nx-helm/src/base/settings.ts': "podman's files, which are asked for beside docker's",
  'tools/nx-helm/src/image/engine.ts': 'keeps no answer over a restart elsewhere',
  'tools/nx-helm/src/image/run-probe/ulimits.mjs': 'changes no limit elsewhere',
  'tools/nx-helm/src/assembly/image-python.ts':
    'starts the Python of an image of Linux, and asks an engine elsewhere',
  'tools/nx-helm/src/testing/compared-images.ts':
    'makes links in a context that podman builds from, too',
  'tools/nx-helm/src/testing/generated-images.ts': 'what an image has in it',
  'tools/nx-helm/src/testing/image-with-python.ts': 'what an image has in it',
  'tools/nx-helm/src/testing/live-cases.ts': 'what a pod has in it',
  'tools/nx-helm/src/testing/live-list-cases.ts': 'what a pod has in it',
  'tools/nx-helm/src/testing/with-control-groups.ts': "podman's containers in a container",
};
