import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { workspaceRoot } from '../environment.ts';
import { checkKagent } from './kagent-check.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kagent-definitions-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const serverFields = ['description', 'headersFrom', 'protocol', 'url', 'timeout'];

/** A definition that takes any spec, or those with these fields alone. */
function define(kind: string, version: string, fields?: readonly string[]): void {
  const spec =
    fields === undefined
      ? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
      : {
          type: 'object',
          properties: Object.fromEntries(
            fields.map((field) => [field, { 'x-kubernetes-preserve-unknown-fields': true }]),
          ),
        };
  const openAPIV3Schema = {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      spec,
    },
  };
  const definition = {
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'kagent.dev',
      names: { kind },
      versions: [{ name: version, served: true, schema: { openAPIV3Schema } }],
    },
  };
  writeFileSync(join(folder, `${kind}.yaml`), stringify(definition));
}

describe('the check of kagent’s objects against definitions (O1)', () => {
  it('says which generation fits, and which the definitions do not have', async () => {
    define('Agent', 'v1alpha2');
    define('RemoteMCPServer', 'v1alpha2', serverFields);
    expect(await checkKagent(workspaceRoot, folder)).toEqual([
      { generation: 'v1alpha2', kinds: ['Agent', 'RemoteMCPServer'] },
      { generation: 'v1alpha3', kinds: [] },
    ]);
  });

  it('fails where a rendered field is not defined', async () => {
    define('Agent', 'v1alpha2');
    define(
      'RemoteMCPServer',
      'v1alpha2',
      serverFields.filter((field) => field !== 'timeout'),
    );
    await expect(checkKagent(workspaceRoot, folder)).rejects.toMatchObject({
      code: 'KAGENT_OBJECTS_INVALID',
      message: expect.stringContaining('timeout'),
    });
  });

  it('fails where a folder defines nothing of it, which would check nothing', async () => {
    await expect(checkKagent(workspaceRoot, folder)).rejects.toMatchObject({
      code: 'KAGENT_DEFINITIONS_MISSING',
    });
  });
});
