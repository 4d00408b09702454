/** Public entry `workloop/identity`: which values are the same, and how a class takes part. */
export { UnhashableArgumentError } from '../errors.js';
export { canonicalize, digest } from './canonical.js';
export { IdentityRegistrationError } from './registration-error.js';
export { registerIdentity } from './registry.js';
