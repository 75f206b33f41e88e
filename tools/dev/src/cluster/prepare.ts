import { kubeContext } from './kubectl.ts';
import { makeMissingSecrets, secretsIn } from './secrets.ts';

/** Where a deploy goes to, as the plugin says it. */
interface DeployPlace {
  readonly environment: string;
  /** The kube-context. */
  readonly context: string;
  readonly namespace: string;
  readonly previewOf?: { readonly secrets: boolean };
  /** What the API server answers for a path; undefined where it does not. */
  readonly ask?: (path: string, accept?: string) => Promise<unknown>;
}

/** As `platform:secrets` does, in the process of a deploy: that all Secrets are there is one question of it. */
export default async function prepare(place: DeployPlace): Promise<void> {
  const { environment, context, namespace, previewOf } = place;
  if (previewOf === undefined && context !== kubeContext) {
    console.log(
      `No secrets are made: ${environment} is in ${context}, where they are yours (docs/DEPLOYMENT.md#secrets)`,
    );
    return;
  }
  if (previewOf?.secrets === false) {
    console.log(`No secrets are made in ${namespace}: it is the preview of a fork`);
    return;
  }
  await makeMissingSecrets(place, (await namesFromServer(place)) ?? (await secretsIn(place)));
}

/** Without what is in them, which then never leaves the server. */
const metadataAlone = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** Undefined where the server does not answer with all of them. */
async function namesFromServer({
  ask,
  namespace,
}: DeployPlace): Promise<ReadonlySet<string> | undefined> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets`;
  const list = (await ask?.(path, metadataAlone)) as
    | {
        readonly metadata?: { readonly continue?: string };
        readonly items?: readonly { readonly metadata: { readonly name: string } }[] | null;
      }
    | undefined;
  if (list?.items === undefined || Boolean(list.metadata?.continue)) return undefined;
  // Of metadata alone, the API server writes an empty list as null.
  return new Set((list.items ?? []).map(({ metadata }) => metadata.name));
}
