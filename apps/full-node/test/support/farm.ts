export { constants, createFarm, type Farm, type Grown, wallet } from '@salvia/testkit';
