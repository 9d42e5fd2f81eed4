export { type HarvesterConfig, harvesterConfig } from './config.ts';
export { harvester } from './harvester.ts';
