import { createSandbox, writeFileAt } from './__fixtures__/settings.ts';
import { readMarker } from './marker.ts';
import { markerFile } from './settings.ts';

describe('what is remembered about the cluster (N8)', () => {
  it.each(['', '{"way": "mod', '{}', 'null', '{"way":"other","profile":"a","created":true}'])(
    'is refused and not forgotten when it cannot be read: %j',
    (text) => {
      const sandbox = createSandbox();
      expect(readMarker(sandbox.settings)).toBeUndefined();
      writeFileAt(markerFile(sandbox.settings), text);
      expect(() => readMarker(sandbox.settings)).toThrow(
        /^MARKER_BROKEN: .*cluster\.json, .*Do: mv .*cluster\.json/,
      );
      sandbox.remove();
    },
  );
});
