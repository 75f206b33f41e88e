import type { ReadingSettings, ReminderSettings } from '@taskora/api-client';

export interface FakeSettings {
  reading: ReadingSettings;
  reminders: ReminderSettings;
  /** Those of the changes, in their order. */
  keys: string[];
  failure: { status: number; detail: string } | undefined;
  /** Changes wait for the returned function to be called. */
  hold: () => () => void;
  /** So many reads have begun. */
  reads: number;
  /** Reads have their answer, and give it once the returned function was called. */
  holdReads: () => () => Promise<void>;
}

/** Stands where the network begins, for the page of settings. */
export function installFakeSettings(): FakeSettings {
  let passed: Promise<void> = Promise.resolve();
  let given: Promise<void> = Promise.resolve();
  const api: FakeSettings = {
    reads: 0,
    holdReads: () => {
      let release = () => {};
      given = new Promise((resolve) => (release = resolve));
      return async () => {
        release();
        await given;
      };
    },
    reading: { dayFirst: null, weekStart: 0, nextWeekday: 'nextWeek', chosen: {} },
    reminders: { timeZone: 'Europe/Berlin', allDayTime: '09:00:00' },
    keys: [],
    failure: undefined,
    hold: () => {
      let release = () => {};
      passed = new Promise((resolve) => (release = resolve));
      return release;
    },
  };

  async function answer(path: string, options: RequestInit): Promise<[number, unknown]> {
    const { method = 'GET', body, headers } = options;
    if (method === 'GET') api.reads += 1;
    else {
      await passed;
      if (api.failure) {
        const { status, detail } = api.failure;
        return [status, { requestId: 'r', title: 'Failed', detail, status, fields: [] }];
      }
      api.keys.push(new Headers(headers).get('idempotency-key') ?? '');
      const sent = JSON.parse(String(body)) as object;
      if (path.endsWith('/reading-settings')) api.reading = { ...api.reading, ...sent };
      else api.reminders = sent as ReminderSettings;
    }
    return [200, path.endsWith('/reading-settings') ? api.reading : api.reminders];
  }

  const fetchFake = async (path: string, options: RequestInit = {}) => {
    const [status, answered] = await answer(path, options);
    if ((options.method ?? 'GET') === 'GET') await given;
    return {
      ok: status < 300,
      status,
      headers: new Headers(),
      json: () => Promise.resolve(answered),
      text: () => Promise.resolve(JSON.stringify(answered)),
    };
  };
  Object.assign(globalThis, { fetch: fetchFake });
  return api;
}
