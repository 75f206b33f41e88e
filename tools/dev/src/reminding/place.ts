/** The product with webhooks, beside the one that people use. */
export const product = 'taskora-reminders';
/** Where the receiver of the webhooks runs. */
export const outside = 'taskora-receiver';
/** Not those of the separate releases, nor of other checks, which may run beside it. */
export const nodePorts = { frontend: 30086, chatbot: 30087 };

export const receiverHost = `receiver.${outside}.svc.cluster.local`;
export const receiverPort = 8080;

export const again = 'npx nx run dev:check-reminders';
