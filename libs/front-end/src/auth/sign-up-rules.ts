import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, getOAuthState, isAPIError } from 'better-auth/api';
import { hashOfInvitation, invitationSchema } from './invitations.ts';
import { textOf } from './request-fields.ts';
import type { SignUpPolicy } from './sign-up-policy.ts';

/** The hash of the invitation that a request for a new account brings. */
function invitationIn(body: unknown): string | undefined {
  const token = textOf(body, 'invitation');
  return token === undefined ? undefined : hashOfInvitation(token);
}

/** The same of a sign-in with a provider, whose state lies in the database until the person comes back. */
const invitationInState = (state: unknown) => textOf(state, 'invitationHash');

const signUp = (context: { path?: string }) => context.path === '/sign-up/email';

/**
 * Lets those make an account who may. It is asked before anything is hashed or said about the address, and
 * again when the account is written, whatever it was made by.
 */
export function signUpRules(policy: Pick<SignUpPolicy, 'admit'>): BetterAuthPlugin {
  const askFirst = createAuthMiddleware(async ({ body }) => {
    await policy.admit(invitationIn(body));
  });
  /** Of several at once for one admission the database lets one be written; the others learn why not. */
  const explainLost = createAuthMiddleware(async ({ body, context }) => {
    const { returned } = context;
    if (isAPIError(returned) && returned.body?.code === 'FAILED_TO_CREATE_USER') {
      await policy.admit(invitationIn(body));
    }
  });
  return {
    id: 'sign-up-rules',
    schema: {
      ...invitationSchema,
      user: {
        fields: {
          admission: {
            type: 'string',
            required: false,
            unique: true,
            input: false,
            returned: false,
          },
        },
      },
    },
    init: () => ({
      options: {
        databaseHooks: {
          user: {
            create: {
              async before(user, context) {
                const brought =
                  invitationIn(context?.body) ?? invitationInState(await getOAuthState());
                const admission = await policy.admit(brought);
                return { data: { ...user, admission } };
              },
            },
          },
        },
      },
    }),
    hooks: {
      before: [{ matcher: signUp, handler: askFirst }],
      after: [{ matcher: signUp, handler: explainLost }],
    },
  };
}
