import { join } from 'node:path';
import { stringify } from 'yaml';
import { kubeContext } from '@taskora/dev/kubectl';
import { services, skaffoldImagePrefix, skaffoldNamespace, type Service } from '../names.ts';

const imageOf = (service: Service): string => `${skaffoldImagePrefix}/${service}`;

/** How Skaffold spells an image's name in the variables that it gives to values. */
const variableOf = (service: Service): string => imageOf(service).replaceAll(/[^\w]/g, '_');

/** Listed as a person would: what the image of the service is made from. */
const frontEnd = ['libs', 'package-lock.json'];
const sources: Readonly<Record<Service, readonly string[]>> = {
  api: ['apps/api/src', 'apps/api/migrations', 'apps/api/requirements.lock', 'apps/api/Dockerfile'],
  web: ['apps/web/src', 'apps/web/Dockerfile', ...frontEnd],
  chatbot: ['apps/chatbot/src', 'apps/chatbot/Dockerfile', ...frontEnd],
};

/**
 * The same services for Skaffold: the same builds, Dockerfiles and base images, the charts as they
 * are staged for the other tool, and the same values. Dependencies of charts are there already.
 */
export function skaffoldConfiguration(workspace: string, environmentFile: string): string {
  return configurationOf(
    services.map((service) => artifact(workspace, service, environmentFile)),
    services.map((service) => release(workspace, service)),
  );
}

/** One service, whose image is built by a Dockerfile with stages of its own, and the same release. */
export function documentedConfiguration(
  workspace: string,
  service: Service,
  build: { readonly command: string; readonly files: readonly string[] },
): string {
  return configurationOf(
    [
      {
        image: imageOf(service),
        context: workspace,
        custom: {
          buildCommand: build.command,
          dependencies: {
            paths: [...sources[service], ...build.files],
            ignore: ['**/node_modules/**', '**/*.spec.ts'],
          },
        },
      },
    ],
    [release(workspace, service)],
  );
}

function configurationOf(artifacts: readonly object[], releases: readonly object[]): string {
  return stringify({
    apiVersion: 'skaffold/v4beta13',
    kind: 'Config',
    metadata: { name: 'bench' },
    build: {
      // A constant tag, the quickest; Skaffold deploys by image id anyway.
      tagPolicy: { sha256: {} },
      local: { push: false, concurrency: 1 },
      artifacts,
    },
    deploy: { kubeContext, statusCheckDeadlineSeconds: 300, helm: { releases } },
  });
}

function artifact(workspace: string, service: Service, environmentFile: string): object {
  const script = join(import.meta.dirname, '../../commands/build-image.ts');
  return {
    image: imageOf(service),
    context: workspace,
    custom: {
      buildCommand: `${process.execPath} ${script} ${workspace} ${service} ${environmentFile}`,
      dependencies: { paths: sources[service], ignore: ['**/node_modules/**', '**/*.spec.ts'] },
    },
  };
}

function release(workspace: string, service: Service): object {
  const variable = variableOf(service);
  return {
    name: service,
    namespace: skaffoldNamespace,
    chartPath: join(workspace, 'dist/charts', service),
    valuesFiles: [join(workspace, 'dist/manifests', service, 'values.yaml')],
    setValueTemplates: {
      'image.repository': `{{.IMAGE_REPO_${variable}}}`,
      'image.tag': `{{.IMAGE_TAG_${variable}}}`,
    },
    skipBuildDependencies: true,
  };
}
