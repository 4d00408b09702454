import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What requests show to be let in. */
export class Token {
  /** What browsers keep in place of the token itself: nobody learns that from it. */
  readonly cookieValue: string;
  private readonly digest: Buffer;
  private readonly cookieDigest: Buffer;

  /** @param text Made up where absent: 256 bits that nobody can guess. */
  constructor(readonly text: string = randomBytes(32).toString('base64url')) {
    this.digest = sha256(text);
    this.cookieValue = sha256(`workloop view cookie: ${text}`).toString('hex');
    this.cookieDigest = sha256(this.cookieValue);
  }

  /** Takes the same time whatever is right or wrong about `given`. */
  is(given: string): boolean {
    return timingSafeEqual(sha256(given), this.digest);
  }

  /** The same for what a browser kept. */
  isCookie(given: string): boolean {
    return timingSafeEqual(sha256(given), this.cookieDigest);
  }
}

/** Digests have one length, so comparing them tells nothing of how long the texts are. */
function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
