import type { Amounts, PodSpec } from './objects.ts';

const factors: Readonly<Record<string, number>> = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 };

export function milliCpu(text: string): number {
  const [, amount, unit] = /^([0-9.]+)(m?)$/.exec(text) ?? [];
  if (amount === undefined) throw new Error(`"${text}" is no amount of CPU`);
  return Number(amount) * (unit === 'm' ? 1 : 1000);
}

export function bytes(text: string): number {
  const [, amount, unit = ''] = /^([0-9.]+)(Ki|Mi|Gi)?$/.exec(text) ?? [];
  const factor = factors[unit];
  if (amount === undefined || factor === undefined) throw new Error(`"${text}" is no memory size`);
  return Number(amount) * factor;
}

/** What all containers of a pod ask for, or may take. */
export function totalOf(pod: PodSpec, kind: 'requests' | 'limits') {
  const amounts: Amounts[] = pod.containers.map(({ resources }) => resources[kind]);
  return {
    milliCpu: amounts.reduce((sum, { cpu }) => sum + milliCpu(cpu), 0),
    bytes: amounts.reduce((sum, { memory }) => sum + bytes(memory), 0),
  };
}
