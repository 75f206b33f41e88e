import { milliCores, parseQuantity } from '@taskora/base/quantity';
import type { Amounts, PodSpec } from './objects.ts';

/** What all containers of a pod ask for, or may take. */
export function totalOf(pod: PodSpec, kind: 'requests' | 'limits') {
  const amounts: Amounts[] = pod.containers.map(({ resources }) => resources[kind]);
  return {
    milliCpu: amounts.reduce((sum, { cpu }) => sum + milliCores(parseQuantity(cpu)), 0),
    bytes: amounts.reduce((sum, { memory }) => sum + parseQuantity(memory), 0),
  };
}
