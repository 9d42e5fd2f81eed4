export { netnsMissing } from './available.ts';
export type { Cable } from './cable.ts';
export { sweep, testNamespaces } from './cleanup.ts';
export type { LabHost, LabProcess } from './host.ts';
export { createLab, type Lab } from './lab.ts';
export { NetnsError, type NetnsErrorCode } from './netns-error.ts';
