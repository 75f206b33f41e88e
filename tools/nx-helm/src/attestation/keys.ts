import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { messageOf, UserError } from '@taskora/base/errors';
import { readEd25519Key } from '../base/ed25519-key.ts';
import { imageSigningKey, imageSigningVariable } from '../base/settings.ts';

/** The keys by which images of an environment are attested. */
export interface ImageKeys {
  readonly verify: KeyObject;
  readonly sign?: KeyObject;
}

interface NamedKey {
  readonly workspaceRoot: string;
  /** The environment's file, and the path of the public key that it names. */
  readonly file: string;
  readonly attestationKey?: string | undefined;
}

/** Undefined where the environment demands nothing and this run has nothing to sign with. */
export function readImageKeys({
  workspaceRoot,
  file,
  attestationKey,
}: NamedKey): ImageKeys | undefined {
  const variable = imageSigningKey();
  const sign = variable === undefined ? undefined : read(imageSigningVariable, variable, 'private');
  const path = attestationKey === undefined ? undefined : join(workspaceRoot, attestationKey);
  const verify =
    path === undefined ? undefined : read(`nxHelm.attestationKey of ${file}`, path, 'public');
  if (sign === undefined) return verify === undefined ? undefined : { verify };
  return { sign, verify: verify ?? createPublicKey(sign) };
}

function read(name: string, value: string, part: 'private' | 'public'): KeyObject {
  try {
    return readEd25519Key(value, part);
  } catch (error) {
    // Without the cause, whose message may show the value.
    throw new UserError(
      'NXHELM_ATTESTATION_KEY',
      `${name} is no ed25519 key: ${messageOf(error)}`,
      'openssl genpkey -algorithm ed25519 -out images.pem, then openssl pkey -in images.pem -pubout -out images.pub.pem',
    );
  }
}

/** For what has to verify: an environment that demands nothing has nothing to verify by. */
export function missingKey(file: string): UserError {
  return new UserError(
    'NXHELM_ATTESTATION_KEY',
    `${file} does not say by which key its images are attested, or has no registry`,
    `name a public key and a registry in ${file}: "nxHelm: { registry: registry.example/acme, attestationKey: keys/images.pub.pem }"`,
  );
}
