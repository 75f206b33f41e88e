import type { FrontEndConfig } from '@taskora/config';

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);

/**
 * The authorization server is the task list's own address: it has the accounts and hands on /mcp. OAuth 2.1
 * asks for https, but for the machine that a person sits at; elsewhere, and in the chatbot, there is none.
 */
export function hasAuthorizationServer(
  config: Pick<FrontEndConfig, 'publicUrl' | 'webUrl'>,
): boolean {
  const { protocol, hostname } = new URL(config.publicUrl);
  return config.publicUrl === config.webUrl && (protocol === 'https:' || isLoopback(hostname));
}

/** The address of /mcp, as the API has it in `MCP_RESOURCE_URL`. */
export const resourceOf = (publicUrl: string): string => `${publicUrl}/mcp`;

export const metadataPath = '/.well-known/oauth-authorization-server';
