import { runningImages } from './running-images.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const pod = (name: string, status: object) => ({ metadata: { name }, status });
const running = (name: string, imageID: string) => ({ name, imageID });

describe('the images that run', () => {
  it('are those of all containers, each once, by what the runtime says', () => {
    const api = `registry.example/acme/api@${digest('a')}`;
    const items = [
      pod('api-1', {
        initContainerStatuses: [running('migrate', api)],
        containerStatuses: [
          running('api', api),
          running('proxy', `docker-pullable://o@${digest('b')}`),
        ],
        ephemeralContainerStatuses: [running('debug', 'sha256:config')],
      }),
      pod('api-0', { containerStatuses: [running('api', api)] }),
      pod('web-0', { containerStatuses: [running('web', '')] }),
      { metadata: { name: 'new' } },
    ];
    expect(runningImages(JSON.stringify({ items }))).toEqual([
      { repository: 'o', digest: digest('b'), containers: ['api-1/proxy'] },
      {
        repository: 'registry.example/acme/api',
        digest: digest('a'),
        containers: ['api-0/api', 'api-1/api', 'api-1/migrate'],
      },
      { repository: 'sha256:config', containers: ['api-1/debug'] },
    ]);
  });
});
