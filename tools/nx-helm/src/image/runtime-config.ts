/** How an image is run: everything of its configuration that a container notices. */
export interface RuntimeConfig {
  readonly architecture?: string;
  readonly os?: string;
  readonly variant?: string;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  readonly exposedPorts?: readonly string[];
  readonly volumes?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
  readonly healthcheck?: Readonly<Record<string, unknown>>;
}

/** The image configuration as docker and podman write it. */
export interface ImageConfigFile {
  readonly architecture?: string;
  readonly os?: string;
  readonly variant?: string;
  readonly rootfs?: { readonly diff_ids?: readonly string[] };
  readonly config?: {
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly StopSignal?: string;
    readonly Healthcheck?: Readonly<Record<string, unknown>> | null;
  };
}

/** Written by the builder about itself; it would tell two engines' equal images apart. */
const builderLabels = new Set(['io.buildah.version']);

export function runtimeConfig(file: ImageConfigFile): RuntimeConfig {
  const config = file.config ?? {};
  return withoutEmpty({
    architecture: file.architecture,
    os: file.os,
    variant: file.variant,
    user: config.User,
    workingDirectory: config.WorkingDir,
    entrypoint: config.Entrypoint ?? undefined,
    command: config.Cmd ?? undefined,
    environment: config.Env ?? undefined,
    exposedPorts: Object.keys(config.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(config.Volumes ?? {}).sort(),
    labels: Object.fromEntries(
      Object.entries(config.Labels ?? {}).filter(([name]) => !builderLabels.has(name)),
    ),
    stopSignal: config.StopSignal,
    healthcheck: config.Healthcheck ?? undefined,
  });
}

/** Engines write "nothing" as null, as an empty list or not at all; here it is always left out. */
function withoutEmpty(config: { [Key in keyof RuntimeConfig]: RuntimeConfig[Key] | undefined }) {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined && !isEmpty(value)),
  ) as RuntimeConfig;
}

function isEmpty(value: string | object): boolean {
  return typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
}
