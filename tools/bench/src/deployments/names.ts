/** What a bench makes in the cluster and in the build engine has these names, and goes with them. */
export const ownNamespace = 'nxhelm-bench';
export const skaffoldNamespace = 'nxhelm-bench-skaffold';
export const earlierNamespace = 'nxhelm-bench-earlier';

/** Images that Skaffold builds; ours keep their content tags, as anywhere. */
export const skaffoldImagePrefix = 'docker.io/nxhelm-bench';

/** Services that both deploy. The database is ours to deploy as well; Skaffold finds it there. */
export const services = ['web', 'api', 'chatbot'] as const;
export type Service = (typeof services)[number];

export const database = 'platform';
