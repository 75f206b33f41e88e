interface ContainerStatus {
  readonly name: string;
  /** What the runtime says that it runs: `repository@sha256:...`; empty before the image is there. */
  readonly imageID?: string;
}

interface Pod {
  readonly metadata: { readonly name: string };
  readonly status?: Readonly<
    Partial<
      Record<
        'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses',
        readonly ContainerStatus[]
      >
    >
  >;
}

export interface RunningImage {
  readonly repository: string;
  /** Undefined where the runtime names no digest, as for an image that was loaded into it. */
  readonly digest?: string;
  /** `pod/container`, sorted. */
  readonly containers: readonly string[];
}

const named = /^(?:[a-z-]+:\/\/)?(.+)@(sha256:[0-9a-f]{64})$/;

/** Every image that runs in pods, by what the runtime says and not by what was asked for. */
export function runningImages(podsJson: string): RunningImage[] {
  const { items } = JSON.parse(podsJson) as { readonly items: readonly Pod[] };
  const users = new Map<string, string[]>();
  for (const { metadata, status = {} } of items) {
    const { containerStatuses = [], initContainerStatuses = [] } = status;
    const all = [
      ...initContainerStatuses,
      ...containerStatuses,
      ...(status.ephemeralContainerStatuses ?? []),
    ];
    for (const { name, imageID = '' } of all) {
      if (imageID === '') continue;
      users.set(imageID, [...(users.get(imageID) ?? []), `${metadata.name}/${name}`]);
    }
  }
  return [...users]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, containers]) => {
      const [, repository, digest] = named.exec(id) ?? [];
      const sorted = containers.toSorted();
      return repository === undefined || digest === undefined
        ? { repository: id, containers: sorted }
        : { repository, digest, containers: sorted };
    });
}
