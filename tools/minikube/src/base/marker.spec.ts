import { createSandbox, writeFileAt } from '../__fixtures__/settings.ts';
import { readMarker } from './marker.ts';
import { markerFile } from './settings.ts';

describe('what is remembered about the cluster (N8)', () => {
  it.each([
    '',
    '{"provider": "mod',
    '{}',
    'null',
    '{"provider":"other","profile":"a","created":true}',
  ])('is refused and not forgotten when it cannot be read: %j', (text) => {
    const sandbox = createSandbox();
    expect(readMarker(sandbox.settings)).toBeUndefined();
    writeFileAt(markerFile(sandbox.settings), text);
    expect(() => readMarker(sandbox.settings)).toThrow(
      /^MARKER_BROKEN: .*cluster\.json, .*Do: mv .*cluster\.json/,
    );
    sandbox.remove();
  });

  it.each([
    ['engine', 'minikube-start'],
    ['modules', 'modules'],
  ])('is read as version 0.2 wrote it: %s', (way, provider) => {
    const sandbox = createSandbox();
    const text = JSON.stringify({ way, profile: 'minikube', created: true });
    writeFileAt(markerFile(sandbox.settings), text);
    expect(readMarker(sandbox.settings)).toEqual({ provider, profile: 'minikube', created: true });
    sandbox.remove();
  });
});
