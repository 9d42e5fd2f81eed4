export { type FarmerConfig, farmerConfig } from './config.ts';
export { farmer } from './farmer.ts';
