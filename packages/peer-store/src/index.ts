export {
  type Address,
  addressGroup,
  addressKey,
  isIpAddress,
  isLoopback,
  isPublic,
  normalHost,
} from './address.ts';
