import { POD_NETWORK, SERVICE_NETWORK } from '../../preflight/networks.mjs';
import { defaultDevice } from './machine.ts';
import { must, type Runner } from '../base/run.ts';
import type { Settings } from '../base/settings.ts';

/** By which the rules are known again. */
const commentOf = ({ name }: Settings): string => `${name}: cluster networks stay on this machine`;

export interface Rule {
  readonly table: string;
  readonly chain: string;
  readonly match: readonly string[];
}

/**
 * No packet for the cluster's networks may leave the machine: before kube-proxy has its rules it
 * would, and a connection made then stays wrong. OUTPUT refuses the service network at once. It may
 * not match the pod network: behind the address translation it still sees the old device, so that
 * is guarded where packets really leave.
 */
export function guardRules(device: string, settings: Settings): Rule[] {
  const toDevice = ['-o', device, '-m', 'comment', '--comment', commentOf(settings)];
  const refuse = ['-p', 'tcp', '-j', 'REJECT', '--reject-with', 'tcp-reset'];
  const drop = (network: string): Rule => ({
    table: 'mangle',
    chain: 'POSTROUTING',
    match: [...toDevice, '-d', network, '-j', 'DROP'],
  });
  return [
    { table: 'filter', chain: 'OUTPUT', match: [...toDevice, '-d', SERVICE_NETWORK, ...refuse] },
    drop(SERVICE_NETWORK),
    drop(POD_NETWORK),
  ];
}

export async function addGuardRules(settings: Settings, runner: Runner): Promise<void> {
  for (const { table, chain, match } of guardRules(defaultDevice(settings), settings)) {
    const there = await runner('iptables', ['-w', '-t', table, '-C', chain, ...match]);
    if (there.exitCode === 0) continue;
    await must(runner, 'iptables', ['-w', '-t', table, '-I', chain, ...match]);
  }
}

const OUR_CHAIN = /^KUBE-/;
const CLUSTER_RULE = /-j KUBE-|-g KUBE-|name: \\?"bridge\\?"/;
const CNI_CHAIN = /^CNI-(?!HOSTPORT|DN-|ADMIN|FORWARD)[0-9a-f]+$/;

/**
 * From the output of iptables-save, the input for iptables-restore --noflush that takes away what
 * kubelet, kube-proxy, the bridge plugin and this tool added, and leaves all other rules alone.
 */
export function removalScript(saved: string, settings: Settings): string {
  const comment = commentOf(settings);
  const tables = saved.split(/^\*/m).slice(1);
  return tables.map((table) => removalForTable(table, comment)).join('');
}

function removalForTable(section: string, comment: string): string {
  const lines = section.split('\n');
  const table = lines[0] ?? '';
  const rules = lines.filter((line) => line.startsWith('-A '));
  const chains = lines.flatMap((line) => /^:(\S+)/.exec(line)?.[1] ?? []);
  const pods = new Set(chains.filter((name) => CNI_CHAIN.test(name) && isBridgeChain(name, rules)));
  const removed = chains.filter((name) => OUR_CHAIN.test(name) || pods.has(name));
  const isRemoved = new Set(removed);
  const ours = rules.filter(
    (rule) => CLUSTER_RULE.test(rule) || rule.includes(comment) || isPodRule(rule),
  );
  const deletions = ours
    .filter((rule) => !isRemoved.has(chainOf(rule)))
    .map((rule) => rule.replace(/^-A/, '-D'));
  if (deletions.length === 0 && removed.length === 0) return '';
  const flushes = removed.map((name) => `-F ${name}`);
  const drops = removed.map((name) => `-X ${name}`);
  return [`*${table}`, ...deletions, ...flushes, ...drops, 'COMMIT', ''].join('\n');
}

const chainOf = (rule: string): string => rule.split(' ')[1] ?? '';

/** The firewall plugin lets each pod's address pass, in a chain that podman's plugins use too. */
const isPodRule = (rule: string): boolean =>
  chainOf(rule) === 'CNI-FORWARD' && / -[sd] 10\.244\./.test(rule);

/** A pod's chain of the bridge plugin carries the network's name in the comment of its rules. */
const isBridgeChain = (chain: string, rules: readonly string[]): boolean =>
  rules.some((rule) => rule.includes(chain) && /name: \\?"bridge\\?"/.test(rule));

export async function removeRules(settings: Settings, runner: Runner): Promise<void> {
  for (const family of ['iptables', 'ip6tables']) {
    const saved = await runner(`${family}-save`, []);
    if (saved.exitCode !== 0) continue;
    const script = removalScript(saved.stdout, settings);
    if (script !== '') await must(runner, `${family}-restore`, ['--noflush'], { input: script });
  }
}
