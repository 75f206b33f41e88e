import { programScopes, refreshScope } from '../auth/oauth-plugin.ts';

/** What programs read of the authorization server (RFC 8414): the addresses that are open, and no more. */
export function oauthMetadata(publicUrl: string) {
  const base = `${publicUrl}/api/auth`;
  return {
    issuer: publicUrl,
    authorization_endpoint: `${base}/oauth2/authorize`,
    token_endpoint: `${base}/oauth2/token`,
    registration_endpoint: `${base}/oauth2/register`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    jwks_uri: `${base}/jwks`,
    scopes_supported: [...programScopes, refreshScope],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** Pages of other sites may read it too, as they may what the API says of the resource. */
export function metadataResponse(publicUrl: string): Response {
  return Response.json(oauthMetadata(publicUrl), {
    headers: { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' },
  });
}
