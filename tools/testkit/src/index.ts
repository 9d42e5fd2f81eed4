export { writeNetworkFile } from './network-file.ts';
