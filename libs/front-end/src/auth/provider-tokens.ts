const none = { accessToken: null, refreshToken: null, idToken: null };

/** Nothing is asked of a provider after a sign-in, so its tokens, which open more than this product, are not kept. */
export const providerTokenRules = {
  create: {
    before: async <Account extends object>(account: Account) => ({ data: { ...account, ...none } }),
  },
  update: {
    before: async <Account extends object>(account: Account) => ({
      data: 'accessToken' in account ? { ...account, ...none } : account,
    }),
  },
};
