/** An address as a variable names it. */
export interface NamedAddress {
  readonly host: string;
  /** Undefined where neither the address nor its scheme says it. */
  readonly port: number | undefined;
}

/** Gives what stands for an address, `host:port`; undefined leaves it as it is. */
export type Substitute = (address: NamedAddress) => string | undefined;

const portOfScheme: Readonly<Record<string, number>> = {
  amqp: 5672,
  amqps: 5671,
  http: 80,
  https: 443,
  mongodb: 27_017,
  mysql: 3306,
  nats: 4222,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  rediss: 6379,
  smtp: 25,
  smtps: 465,
  ws: 80,
  wss: 443,
};

/** Up to the path; a comma ends it only where another address follows, for a URL may list its hosts. */
const urls = /([a-z][a-z0-9+.-]*):\/\/((?:(?!,[a-z][a-z0-9+.-]*:\/\/)[^/?#\s"<>])*)/gi;
/** A quote may close what the address stands in, and may be in a password before it. */
const hostAndPort = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)\.?(?::(\d+))?(['`)}\]].*)?$/i;

/** Variables with all addresses in them, wherever one stands in a value, put through a substitute. */
export function withAddresses(
  variables: ReadonlyMap<string, string>,
  substitute: Substitute,
): Map<string, string> {
  const changed = new Map(
    [...variables].map(([name, value]) => [name, inValue(value, substitute)]),
  );
  for (const [name, host] of variables) replacePair(changed, { name, host, variables, substitute });
  return changed;
}

/** Which addresses there are. */
export function addressesIn(variables: ReadonlyMap<string, string>): NamedAddress[] {
  const found: NamedAddress[] = [];
  withAddresses(variables, (address) => {
    found.push(address);
    return undefined;
  });
  return found;
}

function inValue(value: string, substitute: Substitute): string {
  if (!value.includes('://')) return inPlainList(value, substitute);
  return value.replaceAll(urls, (_url, scheme: string, authority: string) => {
    const at = authority.lastIndexOf('@') + 1;
    const hosts = authority.slice(at).split(',');
    const replaced = hosts.map((each) =>
      inHost(each, portOfScheme[scheme.toLowerCase()], substitute),
    );
    return `${scheme}://${authority.slice(0, at)}${replaced.join(',')}`;
  });
}

/** `kafka-0:9092,kafka-1:9092`; a name without a port is no address. */
function inPlainList(value: string, substitute: Substitute): string {
  const parts = value.split(',');
  if (!parts.every((part) => /^[a-z][^:\s]*:\d+$/i.test(part))) return value;
  return parts.map((part) => inHost(part, undefined, substitute)).join(',');
}

function inHost(text: string, otherwise: number | undefined, substitute: Substitute): string {
  const [, host, port, rest = ''] = hostAndPort.exec(text) ?? [];
  if (host === undefined) return text;
  const local = substitute({ host, port: port === undefined ? otherwise : Number(port) });
  return local === undefined ? text : `${local}${rest}`;
}

interface Pair {
  readonly name: string;
  readonly host: string;
  readonly variables: ReadonlyMap<string, string>;
  readonly substitute: Substitute;
}

/** `PGHOST` with `PGPORT`: two variables that are one address. */
function replacePair(
  changed: Map<string, string>,
  { name, host, variables, substitute }: Pair,
): void {
  const portName = name.endsWith('HOST') ? `${name.slice(0, -'HOST'.length)}PORT` : undefined;
  const port = portName === undefined ? undefined : variables.get(portName);
  if (portName === undefined || port === undefined || !/^\d+$/.test(port)) return;
  if (hostAndPort.exec(host)?.[1] !== host) return;
  const [newHost, newPort] = substitute({ host, port: Number(port) })?.split(':') ?? [];
  if (newHost === undefined || newPort === undefined) return;
  changed.set(name, newHost);
  changed.set(portName, newPort);
}

export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

const clusterHost =
  /^([a-z]([a-z0-9-]*[a-z0-9])?)(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?)?$/i;

/** The Service that a host may name, as a pod of the namespace resolves it. */
export function serviceNamed(host: string, namespace: string): ServiceName | undefined {
  if (host === 'localhost') return undefined;
  const [, name, , other] = clusterHost.exec(host) ?? [];
  return name === undefined ? undefined : { name, namespace: other ?? namespace };
}
