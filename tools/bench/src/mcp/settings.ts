import { UserError } from '@taskora/base/errors';

/** Where the API is that is measured or checked, and a token with every scope. */
export interface Service {
  readonly url: string;
  readonly token: string;
}

/** What `apps/api/tools/with_service.py` gives to the program that it runs. */
export function givenService(command: string): Service {
  const url = process.env['API_URL'];
  const token = process.env['API_TOKEN'];
  if (url !== undefined && token !== undefined) return { url, token };
  throw new UserError('USAGE', 'no service was started for this', command);
}
