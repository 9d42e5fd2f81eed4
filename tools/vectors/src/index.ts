export { type CaseFacts, type Deviation, deviationFor, deviations } from './deviations.ts';
export { type FileRow, files, rowsFor } from './files.ts';
export { readVector, vectorFiles, vectorsRoot } from './reader.ts';
