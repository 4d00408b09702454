/** Public entry `workloop/identity`: which values are the same, and how a class takes part. */
export { IdentityRegistrationError, UnhashableArgumentError } from '../errors.js';
export { canonicalize, digest } from './canonical.js';
export { registerIdentity } from './registry.js';
