export { configSchema, type IntroducerConfig } from './config.ts';
export { introducer } from './introducer.ts';
