import { WorkloopError } from '../errors.js';

/** A class cannot be registered under this id, because that would let two classes meet or one class change its id. */
export class IdentityRegistrationError extends WorkloopError {
  readonly code = 'WORKLOOP_IDENTITY_REGISTRATION';

  constructor(
    readonly id: string,
    message: string,
  ) {
    super(message);
  }
}
