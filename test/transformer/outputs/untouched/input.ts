export function work(_target: unknown, _context?: unknown): void {}

@work
export class Own {
  run() {
    try {
      return 1;
    } catch (error) {
      return error;
    }
  }
}

export default class {
  field = 1;
}
