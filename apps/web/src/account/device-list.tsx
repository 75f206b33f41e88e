'use client';

import { signOutDevice, signOutOtherDevices, type AuthResult } from '@taskora/front-end/client';
import type { Device } from '@taskora/front-end/server';
import {
  Button,
  Checkbox,
  SignOutButton,
  useHydrated,
  useToast,
  VisuallyHidden,
} from '@taskora/ui';
import { useState, type ReactElement } from 'react';

import { MomentText } from './moment-text.tsx';
import { revokeAccessTokensAfter } from './revoke-all-access-tokens.ts';

export interface DeviceListProps {
  devices: readonly Device[];
  onSignedOut: () => void;
}

function nameOf({ browser, system }: Device): string {
  if (browser === null && system === null) return 'Unknown device';
  if (browser === null || system === null) return browser ?? system ?? '';
  return `${browser} on ${system}`;
}

/** Where the account is signed in, and how to end that on what is lost or lent. */
export function DeviceList({ devices, onSignedOut }: DeviceListProps): ReactElement {
  const [pending, setPending] = useState<string | null>(null);
  const [tokensToo, setTokensToo] = useState(true);
  const hydrated = useHydrated();
  const notify = useToast();

  async function end(what: string, request: () => Promise<AuthResult>): Promise<boolean> {
    setPending(what);
    const result = await request();
    setPending(null);
    if (!result.ok) notify({ title: result.message, tone: 'danger' });
    return result.ok;
  }

  async function endOne(id: string): Promise<void> {
    if (pending !== null) return;
    if (await end(id, () => signOutDevice(id))) onSignedOut();
  }

  async function endOthers(): Promise<void> {
    if (pending !== null || !(await end('others', signOutOtherDevices))) return;
    if (tokensToo) {
      await end('others', () => revokeAccessTokensAfter('The other devices are signed out'));
    }
    onSignedOut();
  }

  return (
    <div className="grid gap-4">
      <ul aria-label="Signed-in devices" className="grid divide-y divide-line">
        {devices.map((device) => (
          <li key={device.id} className="flex min-h-target items-center gap-3 py-2">
            <div className="grid min-w-0 flex-1 gap-0.5">
              <span className="font-medium wrap-anywhere">{nameOf(device)}</span>
              <span className="text-sm text-muted">
                {device.isThis ? (
                  'This device'
                ) : (
                  <>
                    Last used <MomentText moment={device.lastUsedAt} />
                  </>
                )}
              </span>
            </div>
            {device.isThis ? (
              <SignOutButton
                variant="secondary"
                size="medium"
                device="of this device"
                landingPage="/"
              />
            ) : (
              <Button
                pending={pending === device.id}
                disabled={!hydrated}
                onClick={() => void endOne(device.id)}
              >
                Sign out
                <VisuallyHidden> {nameOf(device)}</VisuallyHidden>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {devices.some(({ isThis }) => !isThis) ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button
            pending={pending === 'others'}
            disabled={!hydrated}
            onClick={() => void endOthers()}
          >
            Sign out all other devices
          </Button>
          <Checkbox
            label="Also revoke all access tokens"
            checked={tokensToo}
            onCheckedChange={setTokensToo}
            disabled={!hydrated}
          />
        </div>
      ) : (
        <p className="text-sm text-muted">You are signed in nowhere else.</p>
      )}
    </div>
  );
}
