/** The product behind a routing of its own, beside the one that people use. */
export const product = 'taskora-routing';
/** Where the controller of the routing runs, and what asks through it. */
export const edge = 'taskora-edge';

export const hosts = { web: 'tasks.taskora.test', chatbot: 'chat.taskora.test' } as const;
export const tlsSecret = 'taskora-tls';

/** The port of the nodes at which the controller answers; 443 stays whose it is. */
export const nodePort = 30443;
/** Where it listens in its pod, and so the port of the Gateway's listener, too. */
export const listenPort = 8443;

/** Stands on all that is made here and belongs to no namespace, so that a later run finds and removes it. */
export const mark = { 'taskora.example/check': 'routing' } as const;
export const markSelector = 'taskora.example/check=routing';

export const environments = ['ingress', 'gateway'] as const;
export type RoutingKind = (typeof environments)[number];

export const again = 'npx nx run dev:check-routing';
