type Reasons = Readonly<Record<string, string>>;

/** Of neither system's runner: these stand on something that only a Linux of ours has. */
const everywhere: Reasons = {
  api: 'its PostgreSQL is stopped, killed and pooled, with the signals of Linux and the pooler of Debian',
  bench: 'reads processes by /proc',
  'chart-tests':
    'Helm, kubeconform and an API server are built from Go modules, and images are of Linux',
  dev: 'starts whole stacks, the pooler of Debian, and clones with programs that are scripts of sh',
  'front-end': 'runs once more behind the pooler of Debian',
  'image-debian': 'Debian packages are read and unpacked',
  minikube: 'plants a Debian machine, and programs that are scripts of sh',
};

/** The projects whose tests a system's job leaves out, and why. */
export const leftOutTests: Readonly<Record<string, Reasons>> = {
  'macos-15': everywhere,
  'windows-2025': {
    ...everywhere,
    base: 'ends processes by signals and groups, and plants scripts of sh',
    'nx-helm': 'plants engines and clusters that are scripts of sh',
  },
};
