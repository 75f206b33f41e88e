export const KUBERNETES = '1.34.4';
export const KUBECONFORM = '0.7.0';
export const ACTIONLINT = '1.7.12';
export const HELM_AT_LEAST = '3.14.0';
/** Creates no hook Jobs, and hangs while it waits; the plugin refuses it. */
export const HELM_BROKEN = '4.2.1';
/** kubectl speaks to servers one minor version away; older ones than this miss flags that we use. */
export const KUBECTL_AT_LEAST = '1.30.0';
export const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10.1';
