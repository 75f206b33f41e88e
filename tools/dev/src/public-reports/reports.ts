/** Something that went wrong for users of another program, and could here. */
export interface PublicReport {
  /** Issues, pull requests and discussions about it, as `owner/repository#number`; the first names the row. */
  readonly reports: readonly [string, ...string[]];
  readonly symptom: string;
  /** What a test asserts of this workspace. */
  readonly right: string;
  /** Nothing shows it yet. */
  readonly isOpen?: true;
}

/** By what they are about: Helm and rollouts, images and nodes, Nx and its cache, charts and releases, what recurs, what is sent. */
export const publicReports: readonly PublicReport[] = [
  {
    reports: ['helm/helm#31690', 'helm/helm#32154'],
    symptom: 'Helm 4 waits its whole timeout for a hook that has failed',
    right: 'the deploy ends within seconds, and shows the log of the Job',
  },
  {
    reports: ['helm/helm#32224', 'helm/helm#32214', 'volcano-sh/volcano#5475'],
    symptom: 'Helm 4.2.1 creates no hook Jobs, and hangs where an object is deleted quickly',
    right: 'that version is refused, with a code, before anything is changed',
  },
  {
    reports: ['helm/helm#32615'],
    symptom: 'Helm waits for ever for an object whose status it does not know',
    right: 'the deploy ends by its own timeout, with a reason',
  },
  {
    reports: ['helm/helm#31851', 'helm/helm#30533'],
    symptom: 'a Job with a short time to live is gone while Helm still waits for it',
    right: 'the deploy succeeds, the next one skips, and the release can be uninstalled',
  },
  {
    reports: [
      'crossplane-contrib/provider-helm#403',
      'kubermatic/kubermatic#16210',
      'microsoft/Docker-Provider#1698',
    ],
    symptom: 'Helm refuses to force conflicts on a release that it did not apply by the server',
    right: 'fields are taken back on releases of Helm 3 and Helm 4 alike',
  },
  {
    reports: ['k3s-io/helm-controller#343', 'CartoDB/carto-selfhosted-helm#891'],
    symptom: 'a number of pods that somebody else has set makes an upgrade conflict',
    right: 'under an autoscaler there is no conflict; without one the number is set back, and said',
  },
  {
    reports: ['kubernetes/website#29739', 'helm/helm#12486'],
    symptom: 'a chart that leaves its number of pods to an autoscaler drops to one pod first',
    right: 'there are never fewer pods than before',
  },
  {
    reports: [
      'jordigilh/kubernaut#332',
      'newrelic/k8s-metadata-injection#733',
      'cert-manager/cert-manager#4838',
    ],
    symptom: 'a caBundle that a controller writes is drift for ever, or a conflict',
    right: 'naming the manager settles it',
  },
  {
    reports: ['akeylesslabs/helm-charts#427', 'argoproj/argo-helm#3958'],
    symptom: 'a certificate or random value in a template is a new one with each render',
    right: 'the chart is refused before its first deploy',
  },
  {
    reports: ['helm/helm#9788', 'werf/werf#6275'],
    symptom: 'what Helm stores of a release is larger than a Secret may be',
    right: 'it is refused with a code before anything is applied',
  },
  {
    reports: ['podman-container-tools/buildah#6106'],
    symptom: 'COPY takes a layer of before, although the file has changed',
    right: 'other bytes are another content id, also with the same size and time',
  },
  {
    reports: ['podman-container-tools/podman#8591', 'podman-container-tools/buildah#6291'],
    symptom: 'a layer of before is taken after a build argument has changed; times of files count',
    right: 'a changed argument is seen wherever it is used, a changed time is not',
  },
  {
    reports: ['containerd/containerd#9277', 'containerd/containerd#9225'],
    symptom: 'a containerd that discards unpacked layers has none to build upon',
    right: 'the whole image is loaded, and the deploy says why',
  },
  {
    reports: [
      'containerd/containerd#10843',
      'containerd/containerd#5690',
      'containerd/nerdctl#4104',
    ],
    symptom: 'an image has its name on the node, and no content',
    right: 'the load sees it and loads again; a pod that cannot start is named at once',
  },
  {
    reports: ['kubernetes/minikube#23023', 'kubernetes/minikube#16032'],
    symptom: 'minikube does not replace an image whose tag is in use, and says nothing',
    right: 'other bytes are another tag, and the node is asked after the load',
  },
  {
    reports: ['gperdomor/oss#1517'],
    symptom: 'the option that names the Dockerfile has no effect',
    right: 'the named file is what is built',
  },
  {
    reports: ['gperdomor/oss#1314'],
    symptom: 'variables of the environment win over the options of the image builder',
    right: 'what could steer a build is ignored, or a part of the task hash',
  },
  {
    reports: ['nrwl/nx#37110', 'nrwl/nx#37111'],
    symptom: 'a record of a task without its files is a cache hit that brings nothing back',
    right: 'it is said, and the image can be built again',
  },
  {
    reports: ['mittwald/flow#3034', 'nrwl/nx#28914'],
    symptom: 'the cache of another machine is kept in CI and never used',
    right: 'workflows keep what is used',
  },
  {
    reports: ['nrwl/nx#35630'],
    symptom: 'the graph is out of date right after nx.json was written',
    right: 'a render sees the option that was just written',
  },
  {
    reports: ['nrwl/nx#32234'],
    symptom: 'the remote cache does not know the certificates of NODE_EXTRA_CA_CERTS',
    right: 'the error is clear, and documents say which settings count',
  },
  {
    reports: ['NiklasPor/nx-remotecache-custom#51', 'bojanbass/nx-aws#736'],
    symptom: 'whoever writes a cache entry first decides what is deployed',
    right: 'a release refuses an image that its sources do not give',
  },
  {
    reports: [
      'yannh/kubeconform#188',
      'yannh/kubeconform#286',
      'opendatahub-io/odh-dashboard#9658',
    ],
    symptom: 'variables that are named twice, names that are missing and misspelt kinds pass',
    right: 'a check catches each before it is applied',
  },
  {
    reports: ['GoogleContainerTools/skaffold#9377'],
    symptom: 'an empty render is applied and deletes everything',
    right: 'it is refused, and so is one that lacks most of the release',
  },
  {
    reports: ['curie-eng/curie#2296', 'evoila/meho#1607'],
    symptom: 'a rollback goes to an image that cannot run on the present schema',
    right: 'it is refused first',
  },
  {
    reports: ['vercel/next.js#97802', 'simstudioai/sim#6080'],
    symptom: 'the build of a front end takes ever more memory, and its cache grows',
    right: 'the cache is bounded, and a warm build has the output of a cold one',
  },
  {
    reports: ['CrunchyData/postgres-operator#2640', 'Alfresco/alfresco-helm-charts#666'],
    symptom: 'the 64 MB of /dev/shm end parallel queries of the database',
    right: 'the database has a volume of memory there',
  },
  {
    reports: ['vercel/next.js#54522', 'SREGym/SREGym#850'],
    symptom: 'connections are cut at SIGTERM while requests still arrive',
    right: 'no request fails through rollouts, also on connections that stay open',
  },
  {
    reports: ['helm/helm#13151', 'helm/helm#9199'],
    symptom: 'a dependency from a registry is sought in the folder of vendored charts',
    right: 'the error is clear and names the command',
  },
  {
    reports: ['tesserix/helivanta#912'],
    symptom: 'images are signed, and nobody verifies it',
    right: 'a protected environment refuses a digest that nothing attests',
  },
  {
    reports: ['helm/helm#3875'],
    symptom: 'a quota refuses the pods, and the rollout waits for them',
    right: 'the quota is named at once, and the deploy ends',
  },
  {
    reports: ['helm/helm#6549'],
    symptom: 'an upgrade of a paused Deployment succeeds, and no pod gets it',
    right: 'the deploy says that the Deployment is paused',
  },
  {
    reports: ['helm/helm#3821', 'helm/helm#7019'],
    symptom: 'templates behind symbolic links are left out, or change unseen',
    right: 'what a link leads to is rendered, and is an input of its task',
  },
  {
    reports: ['tasks/tasks#4135', 'tasks/tasks#1450', 'tasks/tasks#4024'],
    symptom: 'monthly on the 31st leaves February out, or is on the 28th from then on',
    right: 'the day is clamped, and the wanted one comes back',
  },
  {
    reports: [
      'tasks/tasks#1581',
      'super-productivity/super-productivity#4559',
      'super-productivity/super-productivity#8644',
    ],
    symptom: 'after a late completion the next one is in the past, or missed ones pile up',
    right: 'the next one is after the day of completion, unless catching up is chosen',
  },
  {
    reports: ['tasks/tasks#3875', 'alainm23/planify#1902'],
    symptom: 'what recurs from completion is counted from the day it was due',
    right: 'it is counted from the date of completion',
  },
  {
    reports: [
      'super-productivity/super-productivity#5594',
      'super-productivity/super-productivity#7423',
      'super-productivity/super-productivity#7951',
    ],
    symptom: 'a rule that is made or changed moves or loses the occurrence of today',
    right: 'the first one is the first match on or after the start, and what still matches stays',
  },
  {
    reports: ['dateutil/dateutil#1441', 'dateutil/dateutil#1094', 'dateutil/dateutil#1393'],
    symptom: 'a rule that never matches, or has no interval, is followed for ever',
    right: 'it is refused, or ends in bounded steps with an error',
  },
  {
    reports: ['tasks/tasks#1374', 'tasks/tasks#1634', 'tasks/tasks#2239', 'jkbrzt/rrule#556'],
    symptom: 'near midnight or a change of the clocks it recurs on another day or hour',
    right: 'the rule gives dates of the calendar, and the clock time is laid on afterwards',
  },
  {
    reports: ['tasks/tasks#1323', 'jelmer/xandikos#571'],
    symptom:
      'a rule that is none, such as one with a negative COUNT, is kept and breaks what reads it',
    right: 'it is refused by the name of its field, before anything is kept',
  },
  {
    reports: ['Doist/todoist-mcp#279'],
    symptom: 'whoever moves the date of a recurring task takes its rule away',
    right: 'the date of this occurrence moves, and the rule and all others stay',
  },
  {
    reports: ['go-vikunja/vikunja#3482'],
    symptom: 'a task that was done or moved is in the wrong list, or in two, in a calendar program',
    right: 'it is gone in one list and there in the other, whichever is synchronised first',
  },
  {
    reports: ['go-vikunja/vikunja#384', 'go-vikunja/vikunja#728'],
    symptom:
      'a calendar program that completes a recurring task ends it, or stops at its rule for ever',
    right: 'the next occurrence is open, and its rule is one that the program follows',
  },
  {
    reports: ['go-vikunja/vikunja#2383', 'mrvladus/Errands#203'],
    symptom: 'a subtask that comes before its parent makes a task that stands in for it',
    right: 'the UID of the parent is kept as text, and joined when it comes',
  },
  {
    reports: ['go-vikunja/vikunja#2400'],
    symptom: 'a later edit, or another drag, puts a task back that was dragged to its place',
    right: 'a place is a field of its own, and no new version of what the task says',
  },
  {
    reports: ['go-vikunja/vikunja#2729'],
    symptom: 'every replica sends the reminder',
    right: 'one claims and sends it; where that one is killed another does, with the same key',
  },
  {
    reports: ['go-vikunja/vikunja#1225', 'go-vikunja/vikunja#3181'],
    symptom: 'what is due today is worked out at midnight of UTC',
    right: 'the day is that of the zone of whoever asks',
  },
  {
    reports: ['go-vikunja/vikunja#2487', 'go-vikunja/vikunja#344', 'go-vikunja/vikunja#370'],
    symptom:
      'an import stops at a child before its parent or at a bad row, and loses what is below',
    right: 'each row has its verdict, a cycle is an error of its rows, and all else comes in whole',
  },
  {
    reports: ['vercel/swr#425', 'TanStack/db#1374', 'TanStack/query#5968'],
    symptom: 'of fast changes an old answer overwrites what was wished last',
    right: 'the changes of a task go out one after another, and the last wish is shown and kept',
  },
  {
    reports: [
      'sqlalchemy/sqlalchemy#12077',
      'sqlalchemy/sqlalchemy#8145',
      'aegra/aegra#530',
      'mozilla-ai/otari#1236',
    ],
    symptom: 'a stream or an answer that its client has left keeps its connection to the database',
    right: 'none holds one while it waits, and after all have left the pool is whole',
  },
  {
    reports: ['better-auth/better-auth#5663', 'better-auth/better-auth#6215'],
    symptom: 'two pods that start make two signing keys, or one with each request',
    right: 'there is one key, however many ask at once',
  },
  {
    reports: ['better-auth/better-auth#6893'],
    symptom: 'a session that was ended is still taken for one for a time',
    right: 'it opens nothing from then on, on any pod',
  },
];
