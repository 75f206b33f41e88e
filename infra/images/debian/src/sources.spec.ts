import { sourceLines } from './sources.ts';

const targets = [
  'Debian\tbookworm\thttp://mirror.example/debian/',
  'Debian\tbookworm-updates\thttp://mirror.example/debian/',
  'Debian\tbookworm-security\thttp://mirror.example/security/',
  'Debian\tbookworm-backports\thttp://mirror.example/debian/',
  'Docker\tbookworm\thttp://elsewhere.example/linux/',
  'Debian\tbookworm\thttp://mirror.example/debian/',
  '',
].join('\n');

describe('apt sources of a root (N8)', () => {
  it('come from the mirrors that the machine itself uses for Debian, each once', () => {
    expect(sourceLines(targets, 'bookworm')).toEqual([
      'deb http://mirror.example/debian/ trixie main',
      'deb http://mirror.example/debian/ trixie-updates main',
      'deb http://mirror.example/security/ trixie-security main',
    ]);
  });

  it('are left to mmdebstrap where the machine names none', () => {
    expect(sourceLines('', 'bookworm')).toEqual([]);
    expect(sourceLines('Docker\tbookworm\thttp://elsewhere.example/', 'bookworm')).toEqual([]);
  });
});
