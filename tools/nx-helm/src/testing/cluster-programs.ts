import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { programsFolder } from './fixture-workspace.ts';
import { writeFiles } from './workspace.ts';

/**
 * A cluster in a folder: `cluster/<namespace>/<kind>.<name>` for each object, and all calls in `calls`. Its
 * kubectl has the API server's rules for what is there already and for preconditions; its Helm renders as
 * the real one does and notes what it was asked to install.
 */
const shared = `
const fs = require('node:fs'); const path = require('node:path');
const root = path.join(__dirname, '..');
const args = process.argv.slice(2);
const program = path.basename(process.argv[1]);
fs.appendFileSync(path.join(root, 'calls'), program + ' ' + args.join(' ') + '\\n');
const after = (flag, none = '') => (args.includes(flag) ? args[args.indexOf(flag) + 1] : none);
const folder = (namespace) => path.join(root, 'cluster', namespace);
const read = (file) => { try { return fs.readFileSync(file, 'utf8'); } catch { return ''; } };
const fail = (text) => { process.stderr.write(text + '\\n'); process.exit(1); };
`;

const kubectl = `${shared}
const namespace = after('--namespace');
const asked = args.slice(4);
const fileOf = (kind, name) => kind.toLowerCase() === 'namespace'
  ? path.join(root, 'cluster', 'namespace.' + name)
  : path.join(folder(namespace), kind.toLowerCase() + '.' + name);
const input = () => JSON.parse(fs.readFileSync(0, 'utf8'));
const store = (object) => {
  const file = fileOf(object.kind, object.metadata.name);
  const before = read(file);
  const metadata = { ...object.metadata, uid: before ? JSON.parse(before).metadata.uid : 'uid-of-' + object.metadata.name };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...object, metadata }));
};
const objects = () => { try { return fs.readdirSync(folder(namespace)); } catch { return []; } }
const all = () => objects().filter((name) => !name.startsWith('releases')).map((name) => JSON.parse(read(path.join(folder(namespace), name))));
const [verb, what = '', name = ''] = asked;
const list = (items) => process.stdout.write(JSON.stringify({ items }));
const selected = (items) => {
  const wanted = (after('--selector').match(/[^,]+/g) ?? []).map((part) => part.split('='));
  return items.filter(({ metadata: { labels = {} } }) =>
    wanted.every(([key, value]) => key in labels && (value === undefined || labels[key] === value)));
};
if (verb === 'create' && what === 'namespace') fail('no run of a preview makes a namespace by its name alone');
else if (verb === 'create' || verb === 'replace' || verb === 'apply') {
  const given = input();
  for (const object of given.kind === 'List' ? given.items : [given]) {
    const isThere = fs.existsSync(fileOf(object.kind, object.metadata.name));
    if (verb === 'create' && isThere) fail('Error from server (AlreadyExists): it is there');
    if (object.kind !== 'Namespace' && !fs.existsSync(fileOf('Namespace', namespace))) fail('namespaces "' + namespace + '" not found');
    store(object);
    // What another run has changed before this one's lock was there.
    const meanwhile = path.join(root, 'meanwhile');
    if (object.kind === 'Lease' && fs.existsSync(meanwhile)) fs.renameSync(meanwhile, fileOf('Namespace', namespace));
  }
} else if (verb === 'delete' && what === '--raw') {
  const [kind, deleted] = name.split('/').slice(-2);
  const file = fileOf(kind.replace(/s$/, ''), deleted);
  const { preconditions = {} } = input();
  if (preconditions.uid && preconditions.uid !== JSON.parse(read(file)).metadata.uid) fail('Error from server (Conflict)');
  fs.rmSync(file, { force: true });
  if (kind === 'namespaces') fs.rmSync(folder(deleted), { recursive: true, force: true });
} else if (verb === 'delete') {
  fs.rmSync(fileOf(...what.split('/')), { force: true });
} else if (verb === 'get' && what === 'namespace' && name === 'kube-system') process.stdout.write(read(path.join(root, 'uid')));
else if (verb === 'get' && what === 'namespace') process.stdout.write(read(fileOf('namespace', name)));
else if (verb === 'get' && what === 'namespaces') {
  const names = fs.readdirSync(path.join(root, 'cluster')).filter((file) => file.startsWith('namespace.'));
  list(selected(names.map((file) => JSON.parse(read(path.join(root, 'cluster', file))))));
} else if (verb === 'get' && what === 'secrets' && asked.includes('--all-namespaces')) {
  if (after('--output') === 'json') list([]);
} else if (verb === 'get' && what === 'secrets') process.stdout.write(read(path.join(folder(namespace), 'releases')));
else if (verb === 'get' && what === 'lease') process.stdout.write(read(fileOf('lease', name)));
else if (asked.includes('--ignore-not-found')) process.exit(0);
else if (verb === 'get') list(after('--output') === 'json' ? selected(all()) : []);
`;

const helm = `${shared}
const { spawnSync } = require('node:child_process');
const helm = ${JSON.stringify(join(programsFolder(), 'helm'))};
const namespace = after('--namespace');
const [verb, name] = args;
const manifest = (release) => path.join(root, 'cluster', 'manifest.' + namespace + '.' + release);
if (verb === 'version' || verb === 'template' || verb === 'dependency' || verb === 'show') {
  process.exit(spawnSync(helm, args, { stdio: 'inherit' }).status);
} else if (verb === 'upgrade') {
  if (fs.existsSync(path.join(root, 'fail-upgrade'))) fail('Error: it does not become ready');
  const labels = Object.fromEntries(after('--labels').split(',').map((pair) => pair.split('=')));
  fs.mkdirSync(folder(namespace), { recursive: true });
  fs.appendFileSync(path.join(folder(namespace), 'releases'),
    JSON.stringify({ ...labels, name, version: '1', status: 'deployed' }) + '\\n');
} else if (verb === 'uninstall') {
  const file = path.join(folder(namespace), 'releases');
  fs.writeFileSync(file, read(file).split('\\n').filter((line) => line && JSON.parse(line).name !== name).map((line) => line + '\\n').join(''));
} else if (verb === 'get' && name === 'metadata') console.log('{ "applyMethod": "ssa" }');
else if (verb === 'status') console.log('{}');
`;

export function writeClusterPrograms(root: string): void {
  for (const [name, script] of Object.entries({ kubectl, helm })) {
    const file = `bin/${name}`;
    writeFiles(root, { [file]: `#!${process.execPath}\n${script}` });
    chmodSync(join(root, file), 0o755);
  }
}
