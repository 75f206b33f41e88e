/**
 * On a hook that does nothing but migrate a database: what makes that database this one and no other, as
 * `secret/<name>`, `configmap/<name>`, `persistentvolumeclaim/<name>` and `pod/<name>`, separated by spaces.
 */
export const databaseAnnotation = 'nx-helm/database';
/** On what runs once and changes no database, and in the Chart.yaml of a release that has none. */
export const noDatabase = 'none';
